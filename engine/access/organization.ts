import sql, { join, type Sql } from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { Company } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import type { Scope } from "../object.ts";

/** Object (or `*`) → verb → scope; `chosen` names the departments of that scope. */
export type Permissions = Record<string, Record<string, Scope> & { chosen?: readonly string[] }>;
export type FieldRules = Record<string, Record<string, "hide" | "mask" | "read">>;

export type Role = {
  id: string;
  usesDefaults: boolean;
  permissions: Permissions;
  fieldRules: FieldRules;
  rights: readonly string[];
};

export type Person = {
  id: string;
  name: string;
  departmentId: string | null;
  /** That one first, and the others. */
  departmentIds: readonly string[];
  managerId: string | null;
  roleIds: readonly string[];
  isActive: boolean;
};

/** Who is where in a company: what scopes are computed from. Small enough to hold whole: people, departments and roles. */
export type Organization = {
  people: ReadonlyMap<string, Person>;
  roles: ReadonlyMap<string, Role>;
  departments: ReadonlyMap<string, Department>;
};

export type Department = { id: string; name: string; parentId: string | null };

/** Changes with every write to the tables; they are too small for the sums to cost anything. */
export function versionSql(company: Pick<Company, "schema">, tables: readonly string[]): Sql {
  const parts = tables.map(
    (table) =>
      sql`(select count(*) || ':' || coalesce(sum(version), 0) || ':' || count(deleted_at) from ${tableOf(company, table)})`,
  );
  return join(parts, " || '/' || ");
}

/** The company's people, departments and roles as they stand. */
export async function readOrganization(db: Queryable, company: Pick<Company, "schema">): Promise<Organization> {
  const people = await db.query<{
    id: string;
    name: string;
    departmentId: string | null;
    others: string[];
    managerId: string | null;
    roleIds: string[];
    isActive: boolean;
  }>(sql`
    select u.id, u.name, u.department_id as "departmentId", u.manager_id as "managerId",
           u.disabled_at is null and u.deleted_at is null as "isActive",
           array(select d.target_id from ${tableOf(company, "user_other_departments")} d where d.record_id = u.id) as others,
           array(select r.target_id from ${tableOf(company, "user_roles")} r where r.record_id = u.id) as "roleIds"
      from ${tableOf(company, "user")} u`);
  const departments = await db.query<Department>(
    sql`select id, name, parent_id as "parentId" from ${tableOf(company, "department")}`,
  );
  const roles = await db.query<Role>(sql`
    select id, coalesce(uses_defaults, false) as "usesDefaults", coalesce(permissions, '{}') as permissions,
           coalesce(field_rules, '{}') as "fieldRules", coalesce(rights, '[]') as rights
      from ${tableOf(company, "role")} where deleted_at is null`);

  return {
    people: new Map(
      people.map(({ others, ...person }) => [
        person.id,
        { ...person, departmentIds: [...new Set([...(person.departmentId ? [person.departmentId] : []), ...others])] },
      ]),
    ),
    roles: new Map(roles.map((role) => [role.id, role])),
    departments: new Map(departments.map((department) => [department.id, department])),
  };
}

/** The departments and everything below them. */
export function withBelow({ departments }: Organization, departmentIds: readonly string[]): string[] {
  const children = Map.groupBy(departments.values(), ({ parentId }) => parentId ?? "");
  return reachable(departmentIds, (id) => (children.get(id) ?? []).map((department) => department.id));
}

/** The departments and everything above them. */
export function withAbove({ departments }: Organization, departmentIds: readonly string[]): string[] {
  const above = (id: string) => departments.get(id)?.parentId ?? null;
  return reachable(departmentIds, (id) => [above(id)].filter((each) => each !== null));
}

/** A person and everybody who reports to him, directly or not. */
export function withReports({ people }: Organization, userId: string): string[] {
  const reports = Map.groupBy(people.values(), ({ managerId }) => managerId ?? "");
  return reachable([userId], (id) => (reports.get(id) ?? []).map((person) => person.id));
}

/** Everybody in one of the departments, by main or other department. */
export function membersOf({ people }: Organization, departmentIds: Iterable<string>): string[] {
  const wanted = new Set(departmentIds);
  return [...people.values()].filter((person) => person.departmentIds.some((id) => wanted.has(id))).map(({ id }) => id);
}

/** Everything reachable from the start; a circle among managers or departments ends the walk instead of the server. */
function reachable(start: readonly string[], next: (id: string) => readonly string[]): string[] {
  const found = new Set(start);
  for (const id of found) for (const other of next(id)) found.add(other);
  return [...found];
}
