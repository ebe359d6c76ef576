import type { ModelField, ModelObject } from "../model/model.ts";
import { once } from "../model/once.ts";

/** A key a writer may use, and the field it sets. `part` tells the object half of an `anyReference` from its id. */
export type InputKey = { key: string; field: ModelField; part: "value" | "object" };

/** What a write may name: `accountId` for `account`, `aboutObject` and `aboutId` for `about`, the field's name for most. */
export const inputKeys = once(
  ({ fields }: ModelObject): ReadonlyMap<string, InputKey> =>
    new Map(
      [...fields.values()].flatMap((field): [string, InputKey][] => {
        const value: [string, InputKey] = [field.key, { key: field.key, field, part: "value" }];
        const named = `${field.name}Object`;
        return field.type === "anyReference" ? [[named, { key: named, field, part: "object" }], value] : [value];
      }),
    ),
);

const KEPT = new Set(["id", "version", "createdAt", "createdById", "updatedAt", "updatedById", "deletedAt", "deleteId"]);

/** Keys whose change is a fact worth keeping: everything but the engine's own bookkeeping and roll-ups. */
export const factKeys = once(({ fields }: ModelObject): readonly string[] => {
  const kept = [...fields.values()].filter((field) => field.type !== "rollup" && !KEPT.has(field.key));
  return [...new Set(kept.flatMap(({ key, columns }) => (columns.length === 0 ? [key] : columns.map((column) => column.key))))];
});
