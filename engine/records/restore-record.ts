import sql from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { writeDuplicateKeys } from "../duplicates/duplicate-keys.ts";
import { AppError, notFound } from "../errors.ts";
import { isUuid } from "../fields/reference.ts";
import { settleEvents, writeEvents } from "../history/write-events.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { writeSpells } from "../ownership/write-spells.ts";
import { followRollups, lockParents } from "../rollup/follow-rollups.ts";
import { indexForSearch } from "../search/index-records.ts";
import { checkRules, deriveFields, loadRecords, loadRelated } from "./apply-rules.ts";
import { asAppError } from "./database-errors.ts";
import { newDraft, refuseProblems } from "./draft.ts";
import { findFacts } from "./find-facts.ts";
import { refuseIfFrozen } from "./frozen.ts";
import { lockAbove } from "./lock-records.ts";
import { heldKey } from "./read-input.ts";
import { keepDerivedDepartment, resolveReferences } from "./resolve-references.ts";
import { recordColumns, recordOf } from "./rows.ts";
import { settleMoney, settleNumbers } from "./settle-money.ts";
import { updateRecords } from "./store.ts";
import { allOf, updateDrafts } from "./write-records.ts";

type Deletion = {
  deleteId: string;
  /** Only on the event of the record that was asked for. */
  with?: { object: string; ids: string[] }[];
  cleared?: { object: string; field: string; records: AnyRecord[] }[];
  /** On the events of those that went with it. */
  root?: { object: string; id: string };
};

/** Takes a deletion back as a whole, or answers `restore.conflict` when the present no longer has room for it. */
export async function restoreRecord(ctx: Ctx, object: ModelObject, id: string): Promise<AnyRecord> {
  const { deleteId } = await deletedRecord(ctx, object, id);
  const gone = (await loadRecords(ctx, new Map([[object.name, new Set([id])]]))).get(`${object.name} ${id}`)!;
  await refuseIfFrozen(ctx, object, [gone], { as: ctx.performing ? "action" : "people" });
  const deletion = await deletionOf(ctx, object, id, deleteId);
  if (deletion.root !== undefined) throw new AppError("restore.conflict", { params: deletion.root });
  try {
    const restored: AnyRecord[] = [];
    for (const part of deletion.with ?? [])
      restored.push(...(await restorePart(ctx, ctx.model.objects.get(part.object)!, part.ids, deleteId)));
    for (const cleared of deletion.cleared ?? []) await putBack(ctx, cleared);
    return restored.find((record) => record.id === id)!;
  } catch (error) {
    const refusal = asAppError(ctx.model, error);
    if (!(refusal instanceof AppError)) throw error;
    throw new AppError("restore.conflict", {
      params: { reason: refusal.code },
      ...(refusal.details.errors ? { errors: refusal.details.errors } : {}),
    });
  }
}

async function deletedRecord(ctx: Ctx, object: ModelObject, id: string): Promise<{ deleteId: string }> {
  const mayRead = visible(ctx.access.predicate(object, "read", "t"));
  const mayDelete = visible(ctx.access.predicate(object, "delete", "t"));
  const [row] = isUuid(id)
    ? await ctx.db.query<{ deleteId: string; isAllowed: boolean }>(sql`
        select t.delete_id as "deleteId", coalesce(${mayDelete}, false) as "isAllowed" from ${tableOf(ctx.company, object.table)} t
        where t.id = ${id}::uuid and t.deleted_at is not null and ${mayRead} for update of t`)
    : [];
  if (row === undefined) throw notFound(object.name);
  if (!row.isAllowed) throw new AppError("forbidden", { params: { verb: "restore" } });
  return row;
}

async function deletionOf(ctx: Ctx, object: ModelObject, id: string, deleteId: string): Promise<Deletion> {
  // The deletion may be of this transaction.
  await settleEvents(ctx.db);
  const [row] = await ctx.db.query<{ data: Deletion }>(sql`
    select data from ${tableOf(ctx.company, "event")}
    where object = ${object.name} and record_id = ${id}::uuid and name = ${`${object.name}.deleted`} and data->>'deleteId' = ${deleteId}
    order by id desc limit 1`);
  return row?.data ?? { deleteId, with: [{ object: object.name, ids: [id] }] };
}

async function restorePart(ctx: Ctx, object: ModelObject, ids: readonly string[], deleteId: string): Promise<AnyRecord[]> {
  const table = tableOf(ctx.company, object.table);
  const rows = await ctx.db.query(sql`
    select ${recordColumns(ctx.company, object, "t")} from ${table} t
    where t.id = any(${ids}::uuid[]) and t.delete_id = ${deleteId} order by t.id for update of t`);
  const changes = rows.map((row) => {
    const before = recordOf(ctx.company, object, row);
    const record: AnyRecord = { ...before, deletedAt: null, deleteId: null, version: before.version + 1 };
    return newDraft({}, before, record);
  });
  const records = changes.map(({ record }) => record);
  await lockAbove(ctx, object, ids);
  await refuseDeadReferences(ctx, object, records);
  await lockParents(ctx, object, changes);
  await followRules(ctx, object, records);
  await updateRecords(ctx, object, changes, new Set(object.columns.map(({ key }) => key)));

  const owner = heldKey(object);
  const owned = owner === null ? [] : records.filter((record) => record[owner] !== null);
  const handings = owned.map((record) => ({ recordId: record.id, from: null, to: record[owner!] }));
  await writeSpells(ctx, object.name, handings, { gained: "assigned", lost: "assigned" });
  await writeEvents(
    ctx,
    records.map(({ id }) => ({ name: `${object.name}.restored`, object: object.name, recordId: id, data: { deleteId } })),
  );
  await indexForSearch(ctx, object, records);
  await writeDuplicateKeys(ctx, object, records);
  await followRollups(ctx, object, changes);
  return records;
}

/** What a record referred to may have been deleted since; parts restored before it are there again. */
async function refuseDeadReferences(ctx: Ctx, object: ModelObject, records: readonly AnyRecord[]): Promise<void> {
  const drafts = records.map((record) => newDraft({}, null, { ...record }));
  await resolveReferences(ctx, object, drafts, { as: "engine" });
  const errors = drafts.flatMap((draft) => draft.problems);
  if (errors.length > 0) throw new AppError("restore.conflict", { errors });
}

/**
 * The present may be another than the record knew: what follows from others follows anew, and what may not be entered any more,
 * such as an instalment beyond its contract or money in books that are closed, does not come back either.
 */
async function followRules(ctx: Ctx, object: ModelObject, records: readonly AnyRecord[]): Promise<void> {
  const drafts = records.map((record) => newDraft({}, null, record));
  const options = { as: "engine" } as const;
  const related = await loadRelated(ctx, object, drafts);
  await findFacts(ctx, object, drafts, related, options);
  deriveFields(ctx, object, drafts, related, options);
  await keepDerivedDepartment(ctx, object, drafts);
  settleNumbers(object, drafts);
  settleMoney(ctx, object, drafts);
  refuseProblems(drafts);
  checkRules(ctx, object, drafts, related, options);
  allOf(drafts);
}

/** References that the deletion emptied point back, where nobody has chosen another since. */
async function putBack(ctx: Ctx, cleared: NonNullable<Deletion["cleared"]>[number]): Promise<void> {
  const object = ctx.model.objects.get(cleared.object)!;
  const column = ident(object.fields.get(cleared.field)!.columns[0]!.column);
  const rows = await ctx.db.query<{ id: string }>(sql`
    select t.id from ${tableOf(ctx.company, object.table)} t
    where t.id = any(${cleared.records.map(({ id }) => id)}::uuid[]) and t.deleted_at is null and t.${column} is null`);
  const empty = new Set(rows.map(({ id }) => id));
  await updateDrafts(
    ctx,
    object,
    cleared.records.filter(({ id }) => empty.has(id)),
    { as: "engine" },
  );
}
