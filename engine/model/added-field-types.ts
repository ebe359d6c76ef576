import type { FieldType } from "../object.ts";

/** Types an administrator may add to an object: those whose values people enter. */
export const ADDED_FIELD_TYPES = [
  "text",
  "longText",
  "richText",
  "integer",
  "number",
  "percent",
  "money",
  "date",
  "dateTime",
  "boolean",
  "choice",
  "multiChoice",
  "phone",
  "email",
  "url",
  "address",
  "reference",
  "multiReference",
] as const satisfies readonly FieldType[];
