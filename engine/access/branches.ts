import sql, { type Sql } from "sql-template-tag";
import type { Company } from "../ctx.ts";
import type { Model, ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { Filter } from "../object.ts";
import { compileFilter, type FilterFacts } from "../records/filter.ts";
import type { Branch, Predicate } from "./access.ts";
import type { Grant } from "./grants.ts";
import { visible } from "./visible.ts";

/** What the branches of one person are made from. */
export type Opening = {
  model: Model;
  company: Pick<Company, "schema" | "zone" | "fiscalStart">;
  now: Date;
  userId: string;
  departmentIds: readonly string[];
  /** The person, his departments and those above them, his roles: whoever a record may be shared with. */
  principalIds: readonly string[];
  /** Objects of which at least one record is shared with him, or has him in its team. */
  sharedObjects: ReadonlySet<string>;
  teamObjects: ReadonlySet<string>;
  peopleCount: number;
  /** What the sub-selects of the objects' own branches have been found to give (resolve-branches.ts). */
  resolved: NonNullable<FilterFacts["resolved"]>;
  grant(object: ModelObject, verb: string): Grant;
};

const NOTHING: Predicate = { kind: "none" };

/** The branches that open an object's rows for a verb. `through` are the objects on the way, so that circles end. */
export function predicateOf(
  on: Opening,
  object: ModelObject,
  verb: string,
  alias: string,
  through: readonly string[] = [],
): Predicate {
  if (through.includes(object.name)) return NOTHING;
  if (object.within !== undefined) return withinPredicate(on, object, verb, alias, through);

  const grant = on.grant(object, verb);
  if (grant.scope === "company") return { kind: "all" };
  const level = levelOf(object, verb);
  const isRefused = grant.isExplicit && grant.scope === "none";
  return union([
    grant.scope === "none" ? NOTHING : byOwner(on, object, grant, alias),
    isRefused || level === null ? NOTHING : bySharing(on, object, level, alias),
    grant.scope === "none" || level === null ? NOTHING : byCondition(on, object, level, alias),
    grant.scope === "none" || level === null ? NOTHING : byInheritance(on, object, grant, level, alias, through),
  ]);
}

/** What a share must allow for the verb; deleting and creating are never shared. */
function levelOf(object: ModelObject, verb: string): "read" | "update" | null {
  const needed = object.actions.get(verb)?.requires ?? verb;
  if (needed === "export" || needed === "print") return "read";
  return needed === "read" || needed === "update" ? needed : null;
}

function union(predicates: readonly Predicate[]): Predicate {
  if (predicates.some(({ kind }) => kind === "all")) return { kind: "all" };
  const open = predicates.filter((each) => each.kind === "branches");
  if (open.length === 0) return NOTHING;
  return {
    kind: "branches",
    branches: open.flatMap(({ branches }) => branches),
    share: Math.min(
      1,
      open.reduce((sum, { share }) => sum + share, 0),
    ),
  };
}

function byOwner(on: Opening, object: ModelObject, grant: Grant, alias: string): Predicate {
  const t = ident(alias);
  const share = Math.min(1, grant.ownerIds.length / Math.max(on.peopleCount, 1));
  const one = (column: Sql, ids: readonly string[]) =>
    ids.length === 1 ? sql`${t}.${column} = ${ids[0]}::uuid` : sql`${t}.${column} = any(${ids}::uuid[])`;

  if (object.ownerField === undefined) {
    const column = object.name === "user" ? sql`"id"` : sql`"created_by_id"`;
    const isDepartment = object.name === "department";
    const where = isDepartment
      ? one(sql`"id"`, grant.departmentIds.length > 0 ? grant.departmentIds : on.departmentIds)
      : one(column, grant.ownerIds);
    return { kind: "branches", branches: [{ name: grant.scope, where, isPlain: true }], share };
  }
  const owner = object.fields.get(object.ownerField)!;
  const column = ident(owner.columns[0]!.column);
  const branches: Branch[] = [{ name: grant.scope, where: one(column, grant.ownerIds), isPlain: true, owners: grant.ownerIds }];
  if (grant.departmentIds.length > 0 && !owner.required) {
    branches.push({
      name: `${grant.scope}:ownerless`,
      where: sql`(${t}.${column} is null and ${one(sql`"owner_department_id"`, grant.departmentIds)})`,
      isPlain: true,
    });
  }
  return { kind: "branches", branches, share };
}

function bySharing(on: Opening, object: ModelObject, level: "read" | "update", alias: string): Predicate {
  const branches: Branch[] = [];
  const valid = sql`(s."expires_at" is null or s."expires_at" > ${on.now.toISOString()}::timestamptz)
    and s."level" = any(${level === "read" ? ["read", "update"] : ["update"]})`;
  if (on.teamObjects.has(object.name)) {
    const members = sql`select s."record_id" from ${tableOf(on.company, "team_member")} s
      where s."object" = ${object.name} and s."user_id" = ${on.userId}::uuid and ${valid}`;
    branches.push({ name: "team", where: sql`${ident(alias)}."id" in (${members})`, isPlain: false });
  }
  if (on.sharedObjects.has(object.name)) {
    const shares = sql`select s."record_id" from ${tableOf(on.company, "record_share")} s
      where s."object" = ${object.name} and s."principal_id" = any(${on.principalIds}::uuid[]) and ${valid}`;
    branches.push({ name: "share", where: sql`${ident(alias)}."id" in (${shares})`, isPlain: false });
  }
  return branches.length === 0 ? NOTHING : { kind: "branches", branches, share: 0.001 };
}

function byCondition(on: Opening, object: ModelObject, level: "read" | "update", alias: string): Predicate {
  const branches = (object.branches ?? [])
    .filter(({ gives }) => level === "read" || gives === "update")
    .map(({ name, where }) => conditionBranch(on, object, name, where, alias))
    .filter(({ where }) => where.text !== "false");
  return branches.length === 0 ? NOTHING : { kind: "branches", branches, share: 0.05 * branches.length };
}

type Stating = Pick<Opening, "model" | "company" | "now" | "userId" | "departmentIds" | "resolved">;

/** A branch that an object states as a filter on its rows. */
export function conditionBranch(on: Stating, object: ModelObject, name: string, where: Filter, alias: string): Branch {
  const { company, now, userId, departmentIds, resolved } = on;
  const condition = compileFilter(on.model, object, where, alias, {
    company,
    now,
    userId,
    departmentIds,
    access: null,
    resolved,
  });
  return { name, where: condition, isPlain: !/\bselect\b/.test(condition.text) };
}

function byInheritance(
  on: Opening,
  object: ModelObject,
  grant: Grant,
  level: "read" | "update",
  alias: string,
  through: readonly string[],
): Predicate {
  const followed = object.fields.get(object.ownerField ?? "")?.follows;
  const inherited = [...object.fields.values()].filter(
    ({ inherits }) => inherits !== undefined && (level === "read" || inherits === "update"),
  );
  return union(
    inherited.flatMap((field) =>
      targetsOf(on.model, field).map((target) =>
        throughReference(on, object, field, target, "read", `through:${target}`, alias, through, (opened) =>
          field.name === followed ? beyondOwners(opened, grant.ownerIds) : opened,
        ),
      ),
    ),
  );
}

/** Who owns the parent owns what follows it: the child's own owner, in an index, has opened to him what these owners would. */
function beyondOwners(opened: Predicate, ownerIds: readonly string[]): Predicate {
  if (opened.kind !== "branches") return opened;
  const branches = opened.branches.filter(({ owners }) => owners === undefined || !owners.every((id) => ownerIds.includes(id)));
  return branches.length === 0 ? NOTHING : { ...opened, branches };
}

/** Seen through what it belongs to: read, exported and printed with the parent's right to it, everything else with its update. */
function withinPredicate(on: Opening, object: ModelObject, verb: string, alias: string, through: readonly string[]): Predicate {
  const field = object.fields.get(object.within!);
  if (field === undefined) throw new Error(`${object.name}: it is within "${object.within}", which is no field`);
  const needed = object.actions.get(verb)?.requires ?? verb;
  const isOfRecord = field.type === "anyReference";
  // Who may see a record may say something about it; his words remain his.
  const takesAway = needed === "export" || needed === "print";
  const parentVerb = takesAway ? needed : needed === "read" || isOfRecord ? "read" : "update";
  const opened = union([
    ...targetsOf(on.model, field).map((target) =>
      throughReference(on, object, field, target, parentVerb, `within:${target}`, alias, through),
    ),
    isOfRecord && !field.required && needed !== "create" ? unattached(on, field, alias) : NOTHING,
  ]);
  if (!isOfRecord || takesAway || ["read", "create"].includes(needed) || opened.kind === "none") return opened;
  const mine = sql`${ident(alias)}."created_by_id" = ${on.userId}::uuid`;
  return {
    kind: "branches",
    branches: [{ name: "own", where: sql`(${mine} and ${visible(opened)})`, isPlain: false }],
    share: 0.01,
  };
}

/** What is about nothing yet, such as a file that waits for its form to be saved, is its author's alone. */
function unattached(on: Opening, field: ModelField, alias: string): Predicate {
  const t = ident(alias);
  const about = ident(field.columns.at(-1)!.column);
  const where = sql`(${t}.${about} is null and ${t}."created_by_id" = ${on.userId}::uuid)`;
  return { kind: "branches", branches: [{ name: "author", where, isPlain: true }], share: 0.001 };
}

/** Objects a record may be about; those that are themselves about something would only lead in circles. */
function targetsOf(model: Model, field: ModelField): string[] {
  if (field.type === "reference") return [field.to!];
  const named = field.toAny ?? [];
  return named.length > 0
    ? [...named]
    : [...model.objects.values()].filter(({ within }) => within === undefined).map(({ name }) => name);
}

function throughReference(
  on: Opening,
  object: ModelObject,
  field: ModelField,
  targetName: string,
  verb: string,
  name: string,
  alias: string,
  through: readonly string[],
  narrowed: (opened: Predicate) => Predicate = (opened) => opened,
): Predicate {
  const target = on.model.objects.get(targetName);
  if (target === undefined) return NOTHING;
  const inner = `${alias}_${through.length + 1}`;
  const opened = narrowed(predicateOf(on, target, verb, inner, [...through, object.name]));
  if (opened.kind === "none") return NOTHING;
  const column = sql`${ident(alias)}.${ident(field.columns.at(-1)!.column)}`;
  const isOfTarget =
    field.type === "anyReference" ? sql`${ident(alias)}.${ident(field.columns[0]!.column)} = ${targetName}` : sql`true`;
  if (opened.kind === "all") {
    return {
      kind: "branches",
      branches: [{ name, where: sql`(${isOfTarget} and ${column} is not null)`, isPlain: true }],
      share: 0.9,
    };
  }
  const where = sql`(${isOfTarget} and exists (select 1 from ${tableOf(on.company, target.table)} ${ident(inner)}
    where ${ident(inner)}."id" = ${column} and ${ident(inner)}."deleted_at" is null and ${visible(opened)}))`;
  return { kind: "branches", branches: [{ name, where, isPlain: false }], share: opened.share };
}
