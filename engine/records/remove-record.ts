import sql, { type Sql } from "sql-template-tag";
import { newId } from "#platform/new-id.ts";
import type { Ctx } from "../ctx.ts";
import { dropDuplicateKeys } from "../duplicates/duplicate-keys.ts";
import { AppError, notFound } from "../errors.ts";
import { isUuid } from "../fields/reference.ts";
import { writeEvents } from "../history/write-events.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord, OnDelete } from "../object.ts";
import { keepAdministratorWithout } from "../organization/keep-administrator.ts";
import { writeSpells } from "../ownership/write-spells.ts";
import { followRollups, lockParents } from "../rollup/follow-rollups.ts";
import { dropFromSearch } from "../search/index-records.ts";
import { checkRemoval } from "./check-removal.ts";
import { refuseIfFrozen } from "./frozen.ts";
import { forgetRows } from "./held-locks.ts";
import { lockForWrite } from "./lock-records.ts";
import { heldKey } from "./read-input.ts";
import type { WriteOptions } from "./records.ts";
import { recordColumns, recordOf } from "./rows.ts";
import { updateDrafts } from "./write-records.ts";

const MOST_COUNTED = 1_000;

/** Records of one object that go together with the one that was asked for. */
type Going = { object: ModelObject; records: AnyRecord[] };
type Clearing = { object: ModelObject; field: ModelField; records: AnyRecord[] };
/** References that were emptied, with the values they had. */
type Cleared = { object: string; field: string; records: AnyRecord[] };

/** Deletes a record softly, with what belongs to it, under one delete id; refuses while something else needs it. */
export async function removeRecord(
  ctx: Ctx,
  object: ModelObject,
  id: string,
  options: WriteOptions,
): Promise<{ deleteId: string }> {
  const root = await lockRoot(ctx, object, id, options);
  await refuseIfFrozen(ctx, object, [root], options);
  return { deleteId: await removeTogether(ctx, { object, records: [root] }) };
}

/** Deletes locked records under one delete id, answered by it. The first stands for all of them when it is taken back. */
export async function removeTogether(ctx: Ctx, { object, records }: Going): Promise<string> {
  const { going, clearing } = await collect(ctx, { object, records });
  if (going.some((part) => part.object.permanent)) throw new AppError("record.permanent");
  for (const part of going) await checkRemoval(ctx, part.object, part.records);

  const deleteId = newId();
  const root = { object: object.name, id: records[0]!.id };
  const cleared = await clear(ctx, clearing);
  for (const part of going) await removePart(ctx, part, { deleteId, root, cleared, going });
  return deleteId;
}

async function lockRoot(ctx: Ctx, object: ModelObject, id: string, options: WriteOptions): Promise<AnyRecord> {
  const found = isUuid(id) ? (await lockForWrite(ctx, object, [id], "delete", "update")).get(id) : undefined;
  if (found === undefined) throw notFound(object.name);
  const isGranted = options.as === "engine" || ctx.performing?.recordId === id;
  if ((!found.isAllowed || object.readOnly || object.single) && !isGranted)
    throw new AppError("forbidden", { params: { verb: "delete" } });
  if (options.version !== undefined && options.version !== found.record.version)
    throw new AppError("record.stale", { params: { version: found.record.version } });
  return found.record;
}

/** Follows references backwards: what cascades, what is to be cleared. Throws `record.in_use` for what restricts. */
async function collect(ctx: Ctx, root: Going): Promise<{ going: Going[]; clearing: Clearing[] }> {
  const going: Going[] = [];
  const clearing: Clearing[] = [];
  const restricting: { object: string; field: string; ids: string[] }[] = [];
  const seen = new Set<string>(root.records.map((record) => record.id));
  const queue = [root];
  for (let part = queue.shift(); part !== undefined; part = queue.shift()) {
    going.push(part);
    for (const relation of part.object.children) {
      const child = ctx.model.objects.get(relation.object)!;
      const field = child.fields.get(relation.field)!;
      const rule = ruleOf(field);
      if (rule === "restrict") {
        restricting.push({ object: child.name, field: field.name, ids: await someChildren(ctx, child, field, part) });
        continue;
      }
      const children = (await childrenOf(ctx, child, field, part)).filter((record) => !seen.has(record.id));
      if (children.length === 0) continue;
      if (rule === "clear") clearing.push({ object: child, field, records: children });
      if (rule !== "cascade") continue;
      for (const record of children) seen.add(record.id);
      queue.push({ object: child, records: children });
    }
  }
  // What goes anyway by one reference does not hold the others back by another.
  const inUse = restricting
    .map(({ object, field, ids }) => ({ object, field, count: ids.filter((id) => !seen.has(id)).length }))
    .filter(({ count }) => count > 0);
  if (inUse.length > 0) throw new AppError("record.in_use", { params: { ...inUse[0] }, with: { inUse } });
  return { going, clearing: clearing.map((one) => ({ ...one, records: one.records.filter(({ id }) => !seen.has(id)) })) };
}

/** What is written about a record goes with it; a record that others were built on stays, unless its definition says so. */
function ruleOf(field: ModelField): OnDelete {
  return field.onDelete ?? (field.type === "anyReference" ? "cascade" : "restrict");
}

async function childrenOf(ctx: Ctx, child: ModelObject, field: ModelField, parent: Going): Promise<AnyRecord[]> {
  const rows = await ctx.db.query(sql`
    select ${recordColumns(ctx.company, child, "t")} from ${tableOf(ctx.company, child.table)} t
    where ${refersTo(field, parent)} order by t.id for update of t`);
  return rows.map((row) => recordOf(ctx.company, child, row));
}

/** Enough to say that the record is in use; a busy person owns more records than anyone wants counted. */
async function someChildren(ctx: Ctx, child: ModelObject, field: ModelField, parent: Going): Promise<string[]> {
  const rows = await ctx.db.query<{ id: string }>(sql`
    select t.id from ${tableOf(ctx.company, child.table)} t where ${refersTo(field, parent)} limit ${MOST_COUNTED}`);
  return rows.map(({ id }) => id);
}

function refersTo(field: ModelField, parent: Going): Sql {
  const isNamed = field.type === "anyReference" ? sql`t.${ident(field.columns[0]!.column)} = ${parent.object.name}` : sql`true`;
  return sql`t.${ident(field.columns.at(-1)!.column)} = any(${parent.records.map(({ id }) => id)}::uuid[])
    and t.deleted_at is null and ${isNamed}`;
}

async function clear(ctx: Ctx, clearing: readonly Clearing[]): Promise<Cleared[]> {
  const cleared: Cleared[] = [];
  for (const { object, field, records } of clearing) {
    const keys = field.columns.map(({ key }) => key);
    const pick = (record: AnyRecord, value: (key: string) => unknown) =>
      ({ id: record.id, ...Object.fromEntries(keys.map((key) => [key, value(key)])) }) as AnyRecord;
    const drafts = await updateDrafts(
      ctx,
      object,
      records.map((record) => pick(record, () => null)),
      { as: "engine" },
    );
    // What may not be emptied still needs the record.
    const kept = drafts.filter(({ error }) => error !== null);
    if (kept.length > 0)
      throw new AppError("record.in_use", { params: { object: object.name, field: field.name, count: kept.length } });
    cleared.push({
      object: object.name,
      field: field.name,
      records: records.map((record) => pick(record, (key) => record[key])),
    });
  }
  return cleared;
}

type Deletion = { deleteId: string; root: { object: string; id: string }; cleared: Cleared[]; going: Going[] };

async function removePart(ctx: Ctx, { object, records }: Going, { deleteId, root, cleared, going }: Deletion): Promise<void> {
  const ids = records.map(({ id }) => id);
  const now = ctx.clock.now().toISOString();
  const changes = records.map((before) => ({ before, record: { ...before, deletedAt: now, deleteId } }));
  await lockParents(ctx, object, changes);
  await ctx.db.execute(sql`
    update ${tableOf(ctx.company, object.table)}
    set deleted_at = ${now}::timestamptz, delete_id = ${deleteId}, version = version + 1 where id = any(${ids}::uuid[])`);
  forgetRows(ctx.db, object, ids);

  await keepAdministratorWithout(ctx, object);
  const owner = heldKey(object);
  const owned = owner === null ? [] : records.filter((record) => record[owner] !== null);
  const handings = owned.map((record) => ({ recordId: record.id, from: record[owner!], to: null }));
  await writeSpells(ctx, object.name, handings, { gained: "deleted", lost: "deleted" });
  const withIt = going.map((part) => ({ object: part.object.name, ids: part.records.map(({ id }) => id) }));
  await writeEvents(
    ctx,
    ids.map((id) => ({
      name: `${object.name}.deleted`,
      object: object.name,
      recordId: id,
      // The root's event is the list that a restore reads back.
      data: id === root.id ? { deleteId, with: withIt, cleared } : { deleteId, root },
    })),
  );
  await dropFromSearch(ctx, object, ids);
  await dropDuplicateKeys(ctx, object, ids);
  await followRollups(ctx, object, changes);
}
