import sql, { join, type Sql } from "sql-template-tag";
import { changesAccess } from "../access/known-access.ts";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { once } from "../model/once.ts";
import { ident, tableOf } from "../model/sql.ts";
import { type Draft, refuse, same } from "./draft.ts";
import { isSeen } from "./held-locks.ts";
import { ownerKey } from "./read-input.ts";
import type { WriteOptions } from "./records.ts";

type Use = { draft: Draft; key: string; target: string; ids: readonly string[] };

/**
 * Every record a changed reference names exists and is not deleted, and may be seen by the writer if it was he who named it:
 * one statement for the chunk.
 */
export async function resolveReferences(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  options: WriteOptions,
): Promise<void> {
  const uses: Use[] = [];
  for (const draft of drafts) addChangedReferences(uses, object, draft);
  const wanted = new Map<string, Set<string>>();
  for (const { target, ids } of uses) for (const id of ids) wanted.set(target, (wanted.get(target) ?? new Set()).add(id));
  const holder = holderOf(object);
  const known = selfTarget(ctx, uses);
  const found = await findTargets(ctx, wanted, holder?.to ?? null, known);

  const owner = ownerKey(object);
  const byPeople = (options.as ?? "people") === "people";
  for (const { draft, key, target, ids } of uses) {
    // Defaults and rules may name what the writer cannot open, such as himself.
    const mustSee = byPeople && draft.stated.has(key);
    const isGiven = key === owner && !options.migrating && (byPeople || options.how !== undefined);
    const isKnown = (one: Target | undefined) => one !== undefined && (one.isVisible || !mustSee) && !(isGiven && one.hasLeft);
    if (!ids.every((id) => isKnown(found.get(`${target} ${id}`)))) {
      draft.problems.push({ field: key, code: "invalid.reference" });
      draft.record[key] = draft.before?.[key] ?? null;
    } else if (mustSee && key === holder?.key && !found.get(`${target} ${ids[0]}`)!.isOpen)
      refuse(draft, "forbidden", { params: { verb: "update" }, errors: [{ field: key, code: "forbidden" }] });
  }
  keepOwnerDepartment(object, drafts, found);
}

/** What a record is part of, such as a line of its deal: putting it there changes the whole. */
function holderOf(object: ModelObject): ModelField | undefined {
  const field = object.fields.get(object.within ?? "");
  return field?.type === "reference" ? field : undefined;
}

/** The fields of an object by which it names other records, or may. */
const namingFields = once((object: ModelObject) =>
  [...object.fields.values()].filter((field) => !field.system && (field.to !== undefined || field.type === "anyReference")),
);

function addChangedReferences(uses: Use[], object: ModelObject, draft: Draft): void {
  for (const field of namingFields(object)) {
    const target = targetOf(field, draft);
    const value = draft.record[field.key];
    if (target === null || value === null || value === undefined) continue;
    const before = draft.before?.[field.key] ?? null;
    if (same(before, value) && (field.type !== "anyReference" || same(draft.before?.[`${field.name}Object`], target))) continue;
    const ids = Array.isArray(value) ? value.filter((id) => !before?.includes(id)) : [value];
    uses.push({ draft, key: field.key, target, ids });
  }
}

/** The object a reference field of this draft points to. */
function targetOf(field: ModelField, draft: Draft): string | null {
  if (field.type === "anyReference") return draft.record[`${field.name}Object`] ?? null;
  return field.to ?? null;
}

/** `department` and `hasLeft` are about users only; `isOpen` tells of a holder whether the actor may change it. */
type Target = { object: string; id: string; department: string | null; isVisible: boolean; isOpen: boolean; hasLeft: boolean };
type Found = ReadonlyMap<string, Target>;

async function findTargets(
  ctx: Ctx,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
  holder: string | null,
  self: readonly Target[],
): Promise<Found> {
  const known = [...self, ...[...wanted].flatMap(([name, ids]) => seenTargets(ctx, name, ids, holder))];
  const seen = new Set(known.map(({ id }) => id));
  const asked = [...wanted]
    .map(([name, ids]) => [name, [...ids].filter((id) => !seen.has(id))] as const)
    .filter(([, ids]) => ids.length > 0);
  const found = asked.length === 0 ? [] : await askTargets(ctx, asked, holder);
  return new Map([...known, ...found].map((target) => [`${target.object} ${target.id}`, target]));
}

/** Whoever writes is here, and what is known of him with his rights is enough, unless he has to see whom he names. */
function selfTarget(ctx: Ctx, uses: readonly Use[]): Target[] {
  const { userId } = ctx.access;
  const isStated = uses.some(
    ({ draft, key, target, ids }) => target === "user" && draft.stated.has(key) && ids.includes(userId!),
  );
  if (userId === null || isStated || changesAccess(ctx.db)) return [];
  const department = ctx.access.departmentOf(userId);
  if (department === undefined) return [];
  return [{ object: "user", id: userId, department, isVisible: true, isOpen: true, hasLeft: false }];
}

/** What the writer has locked, and so seen, need not be asked for again. */
function seenTargets(ctx: Ctx, name: string, ids: ReadonlySet<string>, holder: string | null): Target[] {
  if (name === "user" || name === holder) return [];
  const object = ctx.model.objects.get(name)!;
  const seen = [...ids].filter((id) => isSeen(ctx.db, ctx.access, object, id));
  return seen.map((id) => ({ object: name, id, department: null, isVisible: true, isOpen: true, hasLeft: false }));
}

async function askTargets(
  ctx: Ctx,
  asked: readonly (readonly [string, readonly string[]])[],
  holder: string | null,
): Promise<Target[]> {
  const targets = [...asked].sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = targets.map(([name, ids]) => findIn(ctx, ctx.model.objects.get(name)!, [...ids].sort(), name === holder));
  const union = targets.map(
    ([name]) => sql`select ${name} as object, id, department, "isVisible", "isOpen", "hasLeft" from ${ident(nameOfPart(name))}`,
  );
  return await ctx.db.query<Target>(sql`with ${join(parts, ", ")} ${join(union, " union all ")}`);
}

/** Locked against deletion until the commit, as a foreign key would; roll-ups on the target do not wait for this. */
function findIn(ctx: Ctx, target: ModelObject, ids: readonly string[], isHolder: boolean): Sql {
  const isVisible = visible(ctx.access.predicate(target, "read", "t"));
  const isOpen = isHolder ? visible(ctx.access.predicate(target, "update", "t")) : sql`true`;
  const department = target.name === "user" ? sql`t.department_id` : sql`null::uuid`;
  const hasLeft = target.fields.has("disabledAt") && target.name === "user" ? sql`t.disabled_at is not null` : sql`false`;
  return sql`${ident(nameOfPart(target.name))} as materialized (
    select t.id, ${department} as department, coalesce(${isVisible}, false) as "isVisible",
           coalesce(${isOpen}, false) as "isOpen", ${hasLeft} as "hasLeft"
    from ${tableOf(ctx.company, target.table)} t
    where t.id = any(${ids}::uuid[]) and t.deleted_at is null order by t.id for key share of t)`;
}

function nameOfPart(object: string): string {
  return `found_${object.toLowerCase()}`;
}

/** The department a record is counted under is that of its owner on the day he got it. */
function keepOwnerDepartment(object: ModelObject, drafts: readonly Draft[], found: Found): void {
  const key = ownerKey(object);
  if (key === null) return;
  for (const { before, record } of drafts) {
    if (same(before?.[key] ?? null, record[key] ?? null)) continue;
    // An ownerless record stays with the department that last had it, so that it does not fall out of everybody's sight.
    if (record[key]) record.ownerDepartmentId = found.get(`user ${record[key]}`)?.department ?? null;
  }
}

/** Owners whom rules have named come after the references: their records count under their department all the same. */
export async function keepDerivedDepartment(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): Promise<void> {
  const key = ownerKey(object);
  if (key === null || object.fields.get(object.ownerField!)!.changedBy !== "rules") return;
  const handed = drafts.filter(({ before, record }) => record[key] && !same(before?.[key] ?? null, record[key]));
  if (handed.length === 0) return;
  const departments = await departmentsOf(ctx, new Set(handed.map(({ record }) => record[key])));
  for (const { record } of handed) record.ownerDepartmentId = departments.get(record[key]) ?? null;
}

/** The departments of people: as remembered with the rights, unless a write has just moved somebody. */
async function departmentsOf(ctx: Ctx, userIds: ReadonlySet<string>): Promise<ReadonlyMap<string, string | null>> {
  const known = new Map([...userIds].map((id) => [id, ctx.access.departmentOf(id)] as const));
  if (!changesAccess(ctx.db) && [...known.values()].every((id) => id !== undefined)) return known as Map<string, string | null>;
  const users = tableOf(ctx.company, ctx.model.objects.get("user")!.table);
  const rows = await ctx.db.query<{ id: string; department: string | null }>(sql`
    select id, department_id as department from ${users} where id = any(${[...userIds]}::uuid[])`);
  return new Map(rows.map(({ id, department }) => [id, department]));
}
