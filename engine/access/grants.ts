import type { ModelObject } from "../model/model.ts";
import type { Scope } from "../object.ts";
import type { Organization, Role } from "./organization.ts";
import { membersOf, withBelow, withReports } from "./organization.ts";

/** What several roles give together for one verb: everything, or rows of these people and ownerless rows of these departments. */
export type Grant = {
  scope: Scope;
  /** A role states an action by its own name, so the right it needs otherwise does not decide. */
  isExplicit: boolean;
  ownerIds: readonly string[];
  departmentIds: readonly string[];
};

const WIDTH: readonly Scope[] = ["none", "own", "reports", "department", "departmentTree", "chosen", "company"];
const IMPLIED: Record<string, string> = { import: "create", export: "read", print: "read" };

/** Unites the roles' scopes for a verb. */
export function grantOf(
  roles: readonly Role[],
  object: ModelObject,
  verb: string,
  person: { id: string; departmentIds: readonly string[] },
  organization: Organization,
): Grant {
  const stated = roles.map((role) => ({ role, ...scopeIn(role, object, verb) }));
  const scopes = new Set(stated.map(({ scope }) => scope));
  const scope = WIDTH.findLast((each) => scopes.has(each)) ?? "none";
  const isExplicit = stated.some((each) => each.isExplicit);
  if (scope === "none" || scope === "company") return { scope, isExplicit, ownerIds: [], departmentIds: [] };

  const departmentIds = new Set<string>();
  if (scopes.has("department")) for (const id of person.departmentIds) departmentIds.add(id);
  if (scopes.has("departmentTree")) for (const id of withBelow(organization, person.departmentIds)) departmentIds.add(id);
  for (const { role, scope: one } of stated) {
    if (one === "chosen") for (const id of withBelow(organization, chosenIn(role, object))) departmentIds.add(id);
  }
  const reports = scopes.has("reports") ? withReports(organization, person.id) : [];
  const ownerIds = new Set([person.id, ...reports, ...membersOf(organization, departmentIds)]);
  return { scope, isExplicit, ownerIds: [...ownerIds], departmentIds: [...departmentIds] };
}

/** The scope one role gives. An action it does not name needs the right that the action asks for. */
function scopeIn(role: Role, object: ModelObject, verb: string): { scope: Scope; isExplicit: boolean } {
  const { [object.name]: ofObject, "*": ofAll } = role.permissions;
  const stated = object.personal ? undefined : (ofObject?.[verb] ?? ofAll?.[verb]);
  const needed = object.actions.get(verb)?.requires ?? IMPLIED[verb];
  if (needed !== undefined) {
    return stated === undefined
      ? { ...scopeIn(role, object, needed), isExplicit: false }
      : { scope: known(stated), isExplicit: true };
  }
  const hasDefaults = role.usesDefaults || object.personal;
  const byDefault = hasDefaults ? object.access[verb as keyof ModelObject["access"]] : undefined;
  return { scope: known(stated ?? byDefault ?? "none"), isExplicit: false };
}

/** Roles are edited by people: a word that is no scope gives nothing. */
function known(scope: Scope): Scope {
  return WIDTH.includes(scope) ? scope : "none";
}

function chosenIn(role: Role, object: ModelObject): readonly string[] {
  const { chosen } = role.permissions[object.name] ?? role.permissions["*"] ?? {};
  return Array.isArray(chosen) ? chosen : [];
}
