import type { ModelField } from "../model/model.ts";
import { type FieldKind, ok, type Parsed, wrong } from "./kind.ts";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a value has the shape of an id: anything else would be an error of the database's. */
export function isUuid(value: unknown): value is string {
  return typeof value === "string" && UUID.test(value);
}

/** The shape of the id only; that the record exists and may be referred to is asked once for the whole chunk. */
export const referenceKind: FieldKind = {
  parse: (value) => idOf(value),
  // A file names records by title or key; the import looks those up before the write and passes ids.
  parseText: (text) => idOf(text),
  schema: (field) => ({ type: "string", format: "uuid", ...(field.to === undefined ? {} : { reference: field.to }) }),
};

const MOST = 200;

export const multiReferenceKind: FieldKind = {
  parse: (value) => idsOf(value),
  parseText: (text) => idsOf(text.split(/[;；,，、|\s]+/).filter((part) => part !== "")),
  schema: (field: ModelField) => ({
    type: "array",
    maxItems: MOST,
    items: { type: "string", format: "uuid", ...(field.to === undefined ? {} : { reference: field.to }) },
  }),
};

function idOf(value: unknown): Parsed {
  return isUuid(value) ? ok(value.toLowerCase()) : wrong("invalid.reference");
}

function idsOf(value: unknown): Parsed {
  if (!Array.isArray(value) || !value.every(isUuid)) return wrong("invalid.reference");
  if (value.length > MOST) return wrong("invalid.too_many_values", { max: MOST });
  return ok([...new Set(value.map((id) => id.toLowerCase()))].sort());
}
