export type OutCell = string | number | boolean | Date | null;

/** A line of a CSV file, its cells quoted where they must be and none of them a formula. */
export function csvLine(cells: readonly OutCell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: OutCell): string {
  const value = safe(cell);
  if (value === null) return "";
  const text = value instanceof Date ? value.toISOString() : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell that begins like a formula would be run by the program that opens the file; an apostrophe makes it text. */
export function safe(cell: OutCell): OutCell {
  if (typeof cell !== "string") return cell;
  // Lone surrogates and control characters have no place in XML, and make no sense in any cell.
  const clean = cell.toWellFormed().replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, "");
  return /^\s*[=+\-@＝＋－＠]/.test(clean) && !/^[+-]?\d[\d\s().-]*$/.test(clean) ? `'${clean}` : clean;
}
