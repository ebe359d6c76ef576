import type { Filter } from "#engine/object.ts";

export type Leaf = { field: string; op: import("#engine/object.ts").Operator; value?: unknown };
export type Group = { all: boolean; parts: (Leaf | Group)[] };

/** The filter as the builder edits it: conditions in groups that need all or any of their parts. */
export function groupOf(filter: Filter | undefined): Group {
  if (filter === undefined) return { all: true, parts: [] };
  const part = partOf(filter);
  return part !== null && "parts" in part ? part : { all: true, parts: part === null ? [] : [part] };
}

function partOf(filter: Filter): Leaf | Group | null {
  if ("and" in filter) return { all: true, parts: filter.and.map(partOf).filter((part) => part !== null) };
  if ("or" in filter) return { all: false, parts: filter.or.map(partOf).filter((part) => part !== null) };
  return "field" in filter ? { ...filter } : null;
}

/** False for `not`, `some` and `none`, which only programs and views state: they are kept, not edited. */
export function isEditable(filter: Filter | undefined): boolean {
  if (filter === undefined || "field" in filter) return true;
  if ("and" in filter) return filter.and.every(isEditable);
  if ("or" in filter) return filter.or.every(isEditable);
  return false;
}

export function filterOf(group: Group): Filter | undefined {
  const parts = group.parts
    .map((part) => ("parts" in part ? filterOf(part) : isComplete(part) ? part : undefined))
    .filter((part) => part !== undefined);
  if (parts.length === 0) return undefined;
  if (parts.length === 1) return parts[0];
  return group.all ? { and: parts } : { or: parts };
}

export function isComplete(leaf: Leaf): boolean {
  if (leaf.field === "") return false;
  if (leaf.op === "isEmpty" || leaf.op === "isNotEmpty") return true;
  if (Array.isArray(leaf.value))
    return leaf.value.length > 0 && leaf.value.every((one) => one !== null && one !== undefined && one !== "");
  return leaf.value !== undefined && leaf.value !== null && leaf.value !== "";
}

export function conditionsIn(filter: Filter | undefined): number {
  if (filter === undefined) return 0;
  if ("and" in filter) return filter.and.reduce((sum, part) => sum + conditionsIn(part), 0);
  if ("or" in filter) return filter.or.reduce((sum, part) => sum + conditionsIn(part), 0);
  return 1;
}

/** The filter without one of its outermost conditions. */
export function without(filter: Filter | undefined, at: number): Filter | undefined {
  if (filter === undefined || !("and" in filter)) return undefined;
  const rest = filter.and.filter((_, index) => index !== at);
  return rest.length === 0 ? undefined : rest.length === 1 ? rest[0] : { and: rest };
}
