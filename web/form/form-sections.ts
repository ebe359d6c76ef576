import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldsOf } from "../ui/data/model.ts";

export type Section = { name: string; label: string; fields: WireField[] };

const COMPUTED = new Set<WireField["type"]>(["rollup", "autoNumber", "state", "age"]);

/** What a person may state of a new record, in the layout's sections, the required first in each. */
export function formSections(object: WireObject): Section[] {
  return object.form
    .map((section) => ({ ...section, fields: requiredFirst(fieldsOf(object, section.fields).filter(isAsked)) }))
    .filter((section) => section.fields.length > 0);
}

function isAsked(field: WireField): boolean {
  return !field.readOnly && !field.masked && !field.internal && field.name !== "recordType" && !COMPUTED.has(field.type);
}

function requiredFirst(fields: WireField[]): WireField[] {
  return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}
