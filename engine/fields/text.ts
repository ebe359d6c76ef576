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

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff]/g;

/** PostgreSQL stores neither NUL nor half a character; other control characters only hide things. */
export function clean(text: string): string {
  return text.toWellFormed().normalize("NFC").replace(CONTROL, "");
}

/** The same for every text inside a structure, keys included. */
export function cleanDeep<T>(value: T): T {
  if (typeof value === "string") return clean(value) as T;
  if (Array.isArray(value)) return value.map(cleanDeep) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [clean(key), cleanDeep(inner)])) as T;
}

function asParagraphs(text: string): string {
  const escaped = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  return escaped
    .split(/\r?\n/)
    .map((line) => `<p>${line}</p>`)
    .join("");
}
