import type { Filter } from "../object.ts";

/** The fields a filter asks about; throws for what another record says, which could change without a write of this one. */
export function ownFieldsIn(filter: Filter | undefined): string[] {
  if (filter === undefined) return [];
  if ("and" in filter) return filter.and.flatMap(ownFieldsIn);
  if ("or" in filter) return filter.or.flatMap(ownFieldsIn);
  if ("not" in filter) return ownFieldsIn(filter.not);
  if ("field" in filter && !filter.field.includes(".")) return [filter.field];
  throw new Error("the filter of a roll-up or a state names fields of the record itself");
}
