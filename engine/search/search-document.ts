import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { digitGrams, soundGrams, textGrams } from "./grams.ts";
import { syllablesOf } from "./pinyin.ts";
import { plainText } from "./plain-text.ts";

export type SearchDocument = { title: string; body: string; grams: string; pinyin: string; initials: string; digits: string };

const LONGEST_TITLE = 200;
/** Enough to find a record by what its notes begin with; a novel in a field must not become the index. */
const LONGEST_BODY = 1_000;

/** What is searched by text beside the title. */
export function searchedFields(object: ModelObject): ModelField[] {
  return (
    (object.search || [])
      .filter((name) => name !== object.title)
      .map((name) => object.fields.get(name))
      .filter((field): field is ModelField => field !== undefined && field.retired !== true)
      // Long texts last, so that they are what is cut.
      .sort((a, b) => Number(isLong(a)) - Number(isLong(b)))
  );
}

function isLong(field: ModelField): boolean {
  return field.type === "longText" || field.type === "richText";
}

/** A record as the search keeps it: plain text, sound, phone digits and their lexemes, separated by spaces. */
export function searchDocument(object: ModelObject, record: AnyRecord): SearchDocument {
  const titleField = object.fields.get(object.title)!;
  const title = plainText(wordsOf(titleField, record[object.title]).slice(0, LONGEST_TITLE));
  const bodies: string[] = [];
  const digits: string[] = [];
  const grams = new Set<string>();

  for (const field of [titleField, ...searchedFields(object)]) {
    if (field.type === "phone") digits.push(...digitsOf(record[field.key]));
    else if (field !== titleField) bodies.push(plainText(wordsOf(field, record[field.key])));
  }
  const body = bodies
    .filter((part) => part !== "")
    .join(" ")
    .slice(0, LONGEST_BODY);
  const syllables = syllablesOf(title);

  textGrams(title, grams);
  textGrams(body, grams);
  soundGrams(syllables, grams);
  for (const number of digits) digitGrams(number, grams);
  return {
    title,
    body,
    grams: [...grams].join(" "),
    pinyin: syllables.join(""),
    initials: syllables.map((syllable) => syllable[0]).join(""),
    digits: digits.join(" "),
  };
}

function wordsOf(field: ModelField, value: unknown): string {
  if (value === null || value === undefined) return "";
  if (field.type === "richText") return String(value).replace(/<[^>]*>/g, " ");
  if (field.type === "address") return Object.values(value as object).join(" ");
  if (Array.isArray(value)) return value.join(" ");
  return typeof value === "object" ? "" : String(value);
}

/** A field may hold several numbers, separated by anything but what stands inside one. */
function digitsOf(value: unknown): string[] {
  return String(value ?? "")
    .split(/[,;/、，；]+/)
    .map((number) => number.normalize("NFKC").replace(/\D/g, ""))
    .filter((number) => number.length >= 3)
    .map((number) => number.slice(0, 30));
}
