import type { WireObject } from "#engine/wire.ts";
import { writtenValues } from "../ui/fields/values.ts";

/** What a form says of a record's own fields, as the API takes it; its lines are written apart. */
export function statedOf(object: WireObject, { lines: _, ...values }: Record<string, any>): Record<string, unknown> {
  const stated = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== "");
  return writtenValues(object.fields, Object.fromEntries(stated));
}
