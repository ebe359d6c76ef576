import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { deriveFields, loadRelated } from "../records/apply-rules.ts";
import { changedKeys, type Draft, newDraft } from "../records/draft.ts";
import { factKeys } from "../records/keys.ts";
import { leaveEvents } from "../records/leave-traces.ts";
import { asRecordset, recordColumns, recordOf } from "../records/rows.ts";
import { settleMoney, settleNumbers } from "../records/settle-money.ts";
import { updateRecords } from "../records/store.ts";
import { type Feeding, feedingsOf } from "./feedings.ts";
import { childValue, computed, counts, namesParent, parentId } from "./rollup-sql.ts";

type Change = Pick<Draft, "before" | "record">;

/** Parents as they stood when they were locked, by `object id`. */
export type LockedParents = ReadonlyMap<string, AnyRecord>;

/** Locks the parents that the changes will feed, in id order: before the children are written, and before any number is taken. */
export async function lockParents(ctx: Ctx, child: ModelObject, changes: readonly Change[]): Promise<LockedParents> {
  const wanted = new Map<ModelObject, Set<string>>();
  for (const feeding of feedingsOf(ctx.model, child)) {
    const ids = changes.filter((change) => feeds(feeding, change)).flatMap((change) => parentsOf(feeding, change));
    for (const id of ids) wanted.set(feeding.parent, (wanted.get(feeding.parent) ?? new Set()).add(id));
  }
  const locked = new Map<string, AnyRecord>();
  for (const [parent, ids] of [...wanted].sort(([a], [b]) => (a.name < b.name ? -1 : 1))) {
    const rows = await ctx.db.query(sql`
      select ${recordColumns(ctx.company, parent, "p")} from ${tableOf(ctx.company, parent.table)} p
      where p.id = any(${[...ids].sort()}::uuid[]) order by p.id for no key update of p`);
    for (const row of rows) locked.set(`${parent.name} ${row.id}`, recordOf(ctx.company, parent, row));
  }
  return locked;
}

/**
 * Carries the changes of a chunk into the roll-ups of their parents: one statement per parent object and reference, sums and
 * counts by difference, extremes by extension unless the extreme itself has gone. Then the parents' rules run again.
 */
export async function followRollups(
  ctx: Ctx,
  child: ModelObject,
  changes: readonly Change[],
  locked: LockedParents,
): Promise<void> {
  for (const feeding of feedingsOf(ctx.model, child)) {
    const relevant = changes.filter((change) => feeds(feeding, change) && parentsOf(feeding, change).length > 0);
    if (relevant.length === 0) continue;
    const rows = await ctx.db.query(carry(ctx, child, feeding, relevant));
    const parents = rows.map((row) => recordOf(ctx.company, feeding.parent, row));
    const drafts = parents.map((record) => newDraft({}, locked.get(`${feeding.parent.name} ${record.id}`)!, record));
    await rederive(ctx, feeding.parent, drafts);
  }
}

/** Rules of the parents whose inputs are roll-ups; what they change is a fact, but no new version. */
async function rederive(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): Promise<void> {
  if (object.derives.length > 0) {
    deriveFields(ctx, object, drafts, await loadRelated(ctx, object, drafts), {});
    settleNumbers(object, drafts);
    settleMoney(ctx, object, drafts);
    const changed = drafts.filter((draft) => changedKeys(draft, factKeys(object)).length > 0);
    if (changed.length > 0) {
      await updateRecords(ctx, object, changed, new Set(changed.flatMap((draft) => changedKeys(draft, factKeys(object)))));
      await leaveEvents(ctx, object, changed, { followed: true });
    }
  }
  if (feedingsOf(ctx.model, object).length === 0) return;
  await followRollups(ctx, object, drafts, await lockParents(ctx, object, drafts));
}

function carry(ctx: Ctx, child: ModelObject, feeding: Feeding, changes: readonly Change[]): Sql {
  const { parent, rollups } = feeding;
  const { definition, rows } = asRecordset(child, feeding.keys);
  const leaving = changes.flatMap(({ before }) => (isLive(before) ? [before] : []));
  const arriving = changes.flatMap(({ record }) => (isLive(record) ? [record] : []));
  const deltas = rollups.flatMap((rollup, i) => deltasOf(ctx, child, rollup, i));
  const assignments = rollups.map((rollup, i) => assignment(ctx, child, feeding, rollup, i));
  return sql`
    with c as materialized (
      select -1 as sign, r.* from jsonb_to_recordset(${rows(leaving)}::jsonb) as r(${definition})
      union all
      select 1 as sign, r.* from jsonb_to_recordset(${rows(arriving)}::jsonb) as r(${definition})
    ), d as (
      select ${parentId(feeding.by, "c")} as parent_id, ${join(deltas, ", ")} from c
      where ${parentId(feeding.by, "c")} is not null and ${namesParent(feeding, "c")} group by 1
    )
    update ${tableOf(ctx.company, parent.table)} p set ${join(assignments, ", ")} from d where p.id = d.parent_id
    returning ${recordColumns(ctx.company, parent, "p")}`;
}

function deltasOf(ctx: Ctx, child: ModelObject, rollup: ModelField, i: number): Sql[] {
  const { kind } = rollup.rollup!;
  const condition = counts(ctx, child, rollup, "c");
  if (kind === "count") return [sql`coalesce(sum(c.sign) filter (where ${condition}), 0) as ${name("d", i)}`];
  const value = childValue(child, rollup, "c");
  if (kind === "sum") return [sql`coalesce(sum(c.sign * ${value}) filter (where ${condition}), 0) as ${name("d", i)}`];
  return [
    sql`${raw(kind)}(${value}) filter (where c.sign = 1 and ${condition}) as ${name("come", i)}`,
    sql`${raw(kind)}(${value}) filter (where c.sign = -1 and ${condition}) as ${name("gone", i)}`,
  ];
}

function assignment(ctx: Ctx, child: ModelObject, feeding: Feeding, rollup: ModelField, i: number): Sql {
  const column = ident(rollup.columns[0]!.column);
  const { kind } = rollup.rollup!;
  if (kind === "sum" || kind === "count") return sql`${column} = p.${column} + d.${name("d", i)}`;
  const [beyond, within, extended] = kind === "min" ? ["<=", ">", "least"] : [">=", "<", "greatest"];
  const come = sql`d.${name("come", i)}`;
  const gone = sql`d.${name("gone", i)}`;
  return sql`${column} = case
    when ${gone} ${raw(beyond!)} p.${column} and (${come} is null or ${come} ${raw(within!)} p.${column})
    then ${computed(ctx, child, feeding, rollup)} else ${raw(extended!)}(p.${column}, ${come}) end`;
}

function name(prefix: string, i: number): Sql {
  return raw(`${prefix}_${i}`);
}

function feeds({ keys, by }: Feeding, { before, record }: Change): boolean {
  if (before === null) return record[by.key] !== null;
  return isLive(before) !== isLive(record) || changedKeys({ before, record } as Draft, keys).length > 0;
}

function parentsOf({ parent, by }: Feeding, { before, record }: Change): string[] {
  const names = (one: AnyRecord | null) =>
    isLive(one) && one[by.key] && (by.type !== "anyReference" || one[`${by.name}Object`] === parent.name);
  return [before, record].filter((one): one is AnyRecord => Boolean(names(one))).map((one) => one[by.key]);
}

function isLive(record: AnyRecord | null): record is AnyRecord {
  return record !== null && !record.deletedAt;
}
