/** A cell's text without what spreadsheets put around it: no-break spaces, and the apostrophe that keeps text from being a formula. */
export function plainCell(text: string): string {
  return text
    .replace(/\u00a0/g, " ")
    .trim()
    .replace(/^'(?=\s*[=+\-@＝＋－＠])/, "");
}
