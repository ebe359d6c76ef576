import type { Access } from "../access/access.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { WireRecord } from "../wire.ts";
import { askedFields } from "./read-columns.ts";

/** What the actor is shown of an object's records: the fields in order, those of them that refer, and a record yet to be filled in. */
export type Shown = { fields: readonly ShownField[]; referring: readonly ModelField[]; blank: WireRecord };
export type ShownField = { field: ModelField; isMasked: boolean };

/** Worked out once for the rights of a moment. */
const known = new WeakMap<Access, Map<string, Shown>>();

/** The fields that were asked for, or all, without those that are hidden from the actor. */
export function shownFields(access: Access, object: ModelObject, asked: readonly string[] | undefined): Shown {
  const ofAccess = known.get(access) ?? new Map<string, Shown>();
  known.set(access, ofAccess);
  const key = `${object.name} ${asked?.join() ?? ""}`;
  let shown = ofAccess.get(key);
  if (shown === undefined) {
    shown = chosen(access, object, asked);
    ofAccess.set(key, shown);
  }
  return shown;
}

function chosen(access: Access, object: ModelObject, asked: readonly string[] | undefined): Shown {
  const fields = askedFields(object, asked)
    .map((field) => ({ field, right: access.field(object, field.name) }))
    .filter(({ right }) => right !== "hide")
    .map(({ field, right }) => ({ field, isMasked: right === "mask" }));
  return {
    fields,
    referring: fields.filter(({ field, isMasked }) => !isMasked && refers(field)).map(({ field }) => field),
    blank: blankOf(fields),
  };
}

function refers(field: ModelField): boolean {
  return field.to !== undefined || field.type === "anyReference";
}

/** Copies of it have their shape from the first moment: an object that grows by thirty names becomes a slow dictionary. */
function blankOf(fields: readonly ShownField[]): WireRecord {
  const always = fields.filter(({ field }) => field.name !== "deleteId");
  return { id: "", version: 0, ...Object.fromEntries(always.map(({ field }) => [field.name, null])) };
}
