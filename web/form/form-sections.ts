import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldsOf } from "../ui/data/model.ts";
import { withRate } from "../ui/fields/rate.ts";

export type Section = { name: string; label: string; fields: WireField[] };

const COMPUTED = new Set<WireField["type"]>(["rollup", "autoNumber", "state", "age"]);

/** What a person may state of a new record, in the layout's sections, the required first in each; in a foreign currency its rate too. */
export function formSections(object: WireObject, isForeign: boolean): Section[] {
  return object.form
    .map((section) => ({ ...section, fields: requiredFirst(fieldsOf(object, section.fields).filter(isAsked)) }))
    .map((section) => ({ ...section, fields: isForeign ? withRate(object, section.fields) : section.fields }))
    .filter((section) => section.fields.length > 0);
}

function isAsked(field: WireField): boolean {
  return !field.readOnly && !field.masked && !field.internal && field.name !== "recordType" && !COMPUTED.has(field.type);
}

function requiredFirst(fields: WireField[]): WireField[] {
  return [...fields.filter((field) => field.required), ...fields.filter((field) => !field.required)];
}
