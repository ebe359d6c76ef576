import type { ModelField, ModelObject } from "../model/model.ts";
import type { Access } from "./access.ts";

/** Whether the actor may not read a field of an object as it stands: it is hidden from him or masked. */
export function isClosed({ access }: { access: Access }, object: ModelObject, field: string): boolean {
  const right = access.field(object, field);
  return right === "hide" || right === "mask";
}

/** The fields of an object that are closed to the actor, by the keys under which a record holds them. */
export function closedKeys(ctx: { access: Access }, object: ModelObject): Map<string, ModelField> {
  const closed = [...object.fields.values()].filter(({ name }) => isClosed(ctx, object, name));
  return new Map(closed.flatMap((field) => [field.key, ...field.columns.map(({ key }) => key)].map((key) => [key, field])));
}
