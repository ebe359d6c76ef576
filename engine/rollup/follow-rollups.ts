import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { allDone } from "../records/all-done.ts";
import { deriveFields, loadRead, loadRecords } from "../records/apply-rules.ts";
import { changedKeys, type Draft, hasChanged, newDraft } from "../records/draft.ts";
import { heldRow, rememberRows } from "../records/held-locks.ts";
import { factKeys } from "../records/keys.ts";
import { leaveEvents } from "../records/leave-traces.ts";
import { lockRows } from "../records/lock-records.ts";
import { asRecordset, recordOf } from "../records/rows.ts";
import { settleMoney, settleNumbers } from "../records/settle-money.ts";
import { updateRecords } from "../records/store.ts";
import { type After, addUp } from "./add-up.ts";
import { type Change, type Contribution, contributionsOf, parentOf } from "./contributions.ts";
import { type Feeding, feedingsInTurn, feedingsOf } from "./feedings.ts";
import { computed, counts } from "./rollup-sql.ts";

/** Locks the parents that the changes will feed, in id order: before the children are written, and before any number is taken. */
export async function lockParents(ctx: Ctx, child: ModelObject, changes: readonly Change[]): Promise<void> {
  const wanted = new Map<ModelObject, Set<string>>();
  for (const feeding of feedingsOf(ctx.model, child)) {
    const ids = wanted.get(feeding.parent) ?? new Set();
    wanted.set(feeding.parent, ids);
    for (const change of changes) if (feeds(feeding, change)) addParents(ids, feeding, change);
  }
  for (const [parent, ids] of [...wanted].sort(([a], [b]) => (a.name < b.name ? -1 : 1))) await lockRows(ctx, parent, ids);
}

/**
 * Carries the changes of a chunk into the roll-ups of their parents, which are locked and read. What they come to is added up here, or
 * worked out by one statement for each parent object and reference: sums and counts by difference, extremes by extension unless the
 * extreme itself has gone.
 * The parents' rules run on that, and one more writes both: the foreign keys of a row that is written twice are checked anew.
 */
export async function followRollups(ctx: Ctx, child: ModelObject, changes: readonly Change[]): Promise<void> {
  const writing: Promise<void>[] = [];
  const carrying = carry(ctx, child, changes, writing);
  await Promise.allSettled([carrying]);
  await allDone([...writing, carrying]);
}

/** Asks for every write on the way up as soon as it is known, and waits for none: those above are worked out meanwhile. */
async function carry(ctx: Ctx, child: ModelObject, changes: readonly Change[], writing: Promise<void>[]): Promise<void> {
  for (const { feeding, contributions } of additionsOf(ctx, child, changes)) {
    const { parent, rollups } = feeding;
    const rows =
      addUp(feeding, contributions, (id) => heldRow(ctx.db, parent, id)) ??
      (await ctx.db.query<After>(carried(ctx, child, feeding, contributions)));
    const before = await loadRecords(ctx, new Map([[parent.name, new Set(rows.map(({ id }) => id))]]));
    const drafts = rows.map((row) => draftOf(ctx, feeding, before.get(`${parent.name} ${row.id}`)!, row));
    const sums = rollups.map(({ key }) => key);
    const moved = drafts.filter((draft) => hasChanged(draft, sums));
    if (moved.length > 0) await writeParents(ctx, parent, moved, sums, writing);
  }
}

type Addition = { feeding: Feeding; contributions: readonly Contribution[] };

/** What the changes bring to each feeding, all of it worked out at once: the database is still writing the children. */
function additionsOf(ctx: Ctx, child: ModelObject, changes: readonly Change[]): Addition[] {
  const additions = feedingsInTurn(ctx.model, child).map((feeding) => ({
    feeding,
    contributions: contributionsOf(
      child,
      feeding,
      changes.filter((change) => feeds(feeding, change)),
    ),
  }));
  return additions.filter(({ contributions }) => contributions.length > 0);
}

/** What the parents' rules make of the roll-ups is a fact, but no new version. */
async function writeParents(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  sums: readonly string[],
  writing: Promise<void>[],
): Promise<void> {
  if (object.derives.length > 0) {
    deriveFields(ctx, object, drafts, await loadRead(ctx, object, object.derives, drafts), {});
    settleNumbers(object, drafts);
    settleMoney(ctx, object, drafts);
  }
  const facts = new Map(drafts.map((draft) => [draft, changedKeys(draft, factKeys(object))]));
  const written = updateRecords(ctx, object, drafts, new Set([...sums, ...[...facts.values()].flat()]));
  // Whoever waits for all hears of a failure; until then it must not count as one that nobody hears of.
  written.catch(() => undefined);
  writing.push(written);
  rememberRows(
    ctx.db,
    object,
    drafts.map(({ record }) => record),
  );
  const followed = drafts.filter((draft) => facts.get(draft)!.length > 0);
  if (followed.length > 0) await leaveEvents(ctx, object, followed, { followed: true });
  if (feedingsOf(ctx.model, object).length === 0) return;
  await lockParents(ctx, object, drafts);
  await carry(ctx, object, drafts, writing);
}

/** What the contributions make of each parent's roll-ups: `after_0`, `after_1` … */
function carried(ctx: Ctx, child: ModelObject, feeding: Feeding, contributions: readonly Contribution[]): Sql {
  const { parent, rollups } = feeding;
  const { situations, places } = distinct(contributions.map(({ situation }) => situation));
  const { definition, columns, rows } = asRecordset(child, new Set(["id", ...[...feeding.asked.values()].flat()]));
  const deltas = rollups.flatMap((rollup, i) => deltasOf(ctx, child, rollup, i));
  const after = rollups.map((rollup, i) => {
    const value = valueAfter(ctx, child, feeding, rollup, i);
    return sql`(${value})::${raw(rollup.columns[0]!.sqlType)} as ${name("after", i)}`;
  });
  return sql`
    with s as materialized (
      select * from rows from (jsonb_to_recordset(${rows(situations)}::jsonb) as (${definition}))
        with ordinality as s(${join(columns, ", ")}, "$place")
    ), c as materialized (
      select * from unnest(
        ${contributions.map(({ rollup }) => rollup)}::int[], ${contributions.map(({ parentId: id }) => id)}::uuid[],
        ${contributions.map(({ count }) => count)}::int[], ${contributions.map(({ value }) => value)}::text[], ${places}::bigint[]
      ) as u("$rollup", "$parent", "$count", "$value", "$place") join s using ("$place")
    ), d as (
      select "$parent" as parent_id, ${join(deltas, ", ")} from c group by 1
    )
    select p.id, ${join(after, ", ")}
    from d join ${tableOf(ctx.company, parent.table)} p on p.id = d.parent_id`;
}

/** Few situations are many children's: a condition is asked about each of them once. */
function distinct(all: readonly AnyRecord[]): { situations: AnyRecord[]; places: number[] } {
  const known = new Map<string, number>();
  const situations: AnyRecord[] = [];
  const places = all.map((situation) => {
    const text = JSON.stringify(situation);
    if (!known.has(text)) known.set(text, situations.push(situation));
    return known.get(text)!;
  });
  return { situations, places };
}

function deltasOf(ctx: Ctx, child: ModelObject, rollup: ModelField, i: number): Sql[] {
  const { kind } = rollup.rollup!;
  const isMine = sql`c."$rollup" = ${raw(String(i))} and ${counts(ctx, child, rollup, "c")}`;
  if (kind === "count") return [sql`coalesce(sum(c."$count") filter (where ${isMine}), 0) as ${name("d", i)}`];
  const value = sql`c."$value"::${raw(rollup.columns[0]!.sqlType)}`;
  if (kind === "sum") return [sql`coalesce(sum(${value}) filter (where ${isMine}), 0) as ${name("d", i)}`];
  return [
    sql`${raw(kind)}(${value}) filter (where c."$count" > 0 and ${isMine}) as ${name("come", i)}`,
    sql`${raw(kind)}(${value}) filter (where c."$count" < 0 and ${isMine}) as ${name("gone", i)}`,
  ];
}

function valueAfter(ctx: Ctx, child: ModelObject, feeding: Feeding, rollup: ModelField, i: number): Sql {
  const column = ident(rollup.columns[0]!.column);
  const { kind } = rollup.rollup!;
  if (kind === "sum" || kind === "count") return sql`p.${column} + d.${name("d", i)}`;
  const [beyond, within, extended] = kind === "min" ? ["<=", ">", "least"] : [">=", "<", "greatest"];
  const come = sql`d.${name("come", i)}`;
  const gone = sql`d.${name("gone", i)}`;
  return sql`case
    when ${gone} ${raw(beyond!)} p.${column} and (${come} is null or ${come} ${raw(within!)} p.${column})
    then ${computed(ctx, child, feeding, rollup)} else ${raw(extended!)}(p.${column}, ${come}) end`;
}

function name(prefix: string, i: number): Sql {
  return raw(`${prefix}_${i}`);
}

function draftOf({ company }: Ctx, { parent, rollups }: Feeding, before: AnyRecord, row: After): Draft {
  const after = Object.fromEntries(rollups.map(({ key }, i) => [key, row[`after_${i}`]]));
  return newDraft({}, before, { ...before, ...recordOf(company, parent, { currency: before.currency, ...after }) });
}

function feeds({ keys, by }: Feeding, { before, record }: Change): boolean {
  if (before === null) return record[by.key] !== null;
  return isLive(before) !== isLive(record) || hasChanged({ before, record }, keys);
}

function addParents(ids: Set<string>, feeding: Feeding, { before, record }: Change): void {
  for (const id of [parentOf(feeding, before), parentOf(feeding, record)]) if (id !== null) ids.add(id);
}

function isLive(record: AnyRecord | null): record is AnyRecord {
  return record !== null && !record.deletedAt;
}
