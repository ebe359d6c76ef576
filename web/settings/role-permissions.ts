import type { Scope } from "#engine/object.ts";
import type { WireObject } from "#engine/wire.ts";

/** Object (or `*` for all others) → verb → scope; `chosen` lists the departments meant by the scope of that name. */
export type Permissions = Record<string, Record<string, Scope | string[] | undefined>>;
/** Object → field → what is left of it. */
export type FieldRules = Record<string, Record<string, FieldRule>>;
export type FieldRule = "hide" | "mask" | "read";

export const SCOPES: readonly Scope[] = ["none", "own", "reports", "department", "departmentTree", "chosen", "company"];
export const RULES: readonly FieldRule[] = ["read", "mask", "hide"];
export const BASE_VERBS = ["read", "create", "update", "delete"] as const;
export const MORE_VERBS = ["import", "export", "print"] as const;

export const EVERYTHING = "*";

export function scopeOf(permissions: Permissions, object: string, verb: string): Scope | undefined {
  const scope = permissions[object]?.[verb];
  return typeof scope === "string" ? scope : undefined;
}

export function withScope(permissions: Permissions, object: string, verb: string, scope: Scope | undefined): Permissions {
  const { [verb]: _, ...rest } = permissions[object] ?? {};
  const verbs = scope === undefined ? rest : { ...rest, [verb]: scope };
  const { [object]: __, ...others } = permissions;
  return Object.keys(verbs).length === 0 ? others : { ...others, [object]: verbs };
}

export function chosenDepartments(permissions: Permissions, object: string): string[] {
  const chosen = permissions[object]?.chosen;
  return Array.isArray(chosen) ? chosen : [];
}

export function usesChosen(permissions: Permissions, object: string): boolean {
  return Object.values(permissions[object] ?? {}).includes("chosen");
}

/** Objects with rights of their own; what is seen only through others is left out. */
export function governed(objects: readonly WireObject[]): WireObject[] {
  return objects.filter((object) => object.area !== "none");
}
