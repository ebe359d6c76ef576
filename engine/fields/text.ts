import sanitizeHtml from "sanitize-html";
import { type FieldKind, ok, wrong } from "./kind.ts";

const LONGEST = { text: 255, longText: 20_000, richText: 200_000 } as const;

/** One line: inner line breaks become spaces, the ends are trimmed, Unicode is composed. */
export const textKind: FieldKind = {
  parse(value, field) {
    if (typeof value !== "string") return wrong("invalid.text");
    return bounded(
      clean(value)
        .replace(/\s*[\r\n]+\s*/g, " ")
        .trim(),
      field.max ?? LONGEST.text,
    );
  },
  parseText: (text, field, facts) => textKind.parse(text, field, facts),
  schema: (field) => ({ type: "string", maxLength: field.max ?? LONGEST.text }),
};

export const longTextKind: FieldKind = {
  parse(value, field) {
    if (typeof value !== "string") return wrong("invalid.text");
    return bounded(clean(value).replace(/\r\n?/g, "\n").trim(), field.max ?? LONGEST.longText);
  },
  parseText: (text, field, facts) => longTextKind.parse(text, field, facts),
  schema: (field) => ({ type: "string", maxLength: field.max ?? LONGEST.longText, multiline: true }),
};

const ALLOWED: sanitizeHtml.IOptions = {
  allowedTags: [
    ...["p", "br", "strong", "b", "em", "i", "u", "s", "code", "pre", "blockquote", "h1", "h2", "h3", "h4"],
    ...["ul", "ol", "li", "a", "hr", "span", "table", "thead", "tbody", "tr", "th", "td"],
  ],
  allowedAttributes: { a: ["href", "title", "rel", "target"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] },
  allowedSchemes: ["http", "https", "mailto", "tel"],
  transformTags: { a: sanitizeHtml.simpleTransform("a", { rel: "noopener noreferrer nofollow", target: "_blank" }) },
};

export const richTextKind: FieldKind = {
  parse(value, field) {
    if (typeof value !== "string") return wrong("invalid.text");
    return bounded(sanitizeHtml(clean(value), ALLOWED).trim(), field.max ?? LONGEST.richText);
  },
  // A cell holds words, not markup: what looks like a tag in it is text.
  parseText: (text, field, facts) => richTextKind.parse(asParagraphs(text), field, facts),
  schema: (field) => ({ type: "string", format: "html", maxLength: field.max ?? LONGEST.richText, multiline: true }),
};

function bounded(text: string, max: number) {
  if (text === "") return ok(null);
  return [...text].length > max ? wrong("invalid.too_long", { max }) : ok(text);
}

/** PostgreSQL stores no NUL, and other control characters only hide things. */
function clean(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
  return text.normalize("NFC").replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g, "");
}

function asParagraphs(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped
    .split(/\r?\n/)
    .map((line) => `<p>${line}</p>`)
    .join("");
}
