import type { ModelField, ModelObject } from "../model/model.ts";

/** A key a writer may use, and the field it sets. `part` tells the object half of an `anyReference` from its id. */
export type InputKey = { key: string; field: ModelField; part: "value" | "object" };

const inputs = new WeakMap<ModelObject, ReadonlyMap<string, InputKey>>();

/** What a write may name: `accountId` for `account`, `aboutObject` and `aboutId` for `about`, the field's name for most. */
export function inputKeys(object: ModelObject): ReadonlyMap<string, InputKey> {
  let known = inputs.get(object);
  if (!known) {
    known = new Map(
      [...object.fields.values()].flatMap((field): [string, InputKey][] => {
        const value: [string, InputKey] = [field.key, { key: field.key, field, part: "value" }];
        const named = `${field.name}Object`;
        return field.type === "anyReference" ? [[named, { key: named, field, part: "object" }], value] : [value];
      }),
    );
    inputs.set(object, known);
  }
  return known;
}

const facts = new WeakMap<ModelObject, ReadonlySet<string>>();
const KEPT = new Set(["id", "version", "createdAt", "createdById", "updatedAt", "updatedById", "deletedAt", "deleteId"]);

/** Keys whose change is a fact worth keeping: everything but the engine's own bookkeeping and roll-ups. */
export function factKeys(object: ModelObject): ReadonlySet<string> {
  let known = facts.get(object);
  if (!known) {
    const fields = [...object.fields.values()].filter((field) => field.type !== "rollup" && !KEPT.has(field.key));
    known = new Set(
      fields.flatMap((field) => (field.columns.length === 0 ? [field.key] : field.columns.map((column) => column.key))),
    );
    facts.set(object, known);
  }
  return known;
}
