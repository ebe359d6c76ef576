import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import type { Queryable, Row } from "#platform/database.ts";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { isUuid } from "../fields/reference.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { allDone } from "./all-done.ts";
import { heldRow, notHeld, rememberHeld, rememberRows, rememberSeen } from "./held-locks.ts";
import { linkFields, recordColumns, recordOf } from "./rows.ts";

/** `isAllowed`: the actor may use the verb on the record, which he can see in any case. */
export type Locked = { record: AnyRecord; isAllowed: boolean };

/**
 * Locks the records the actor may see, in id order, and says on which he may use the verb. A lock for `update`, as a
 * deletion needs it, also keeps out those who are about to refer to the records.
 */
export async function lockForWrite(
  ctx: Ctx,
  object: ModelObject,
  ids: readonly string[],
  verb: string,
  strength: "no key update" | "update" = "no key update",
): Promise<Map<string, Locked>> {
  const wanted = ids.filter(isUuid).sort();
  const known = strength === "update" ? null : knownOf(ctx, object, wanted, verb);
  if (known !== null) return known;
  const above = await askAbove(ctx, object, notHeld(ctx.db, object, wanted));
  const may = ctx.access.predicate(object, verb, "t");
  const locking = sql`
    from ${tableOf(ctx.company, object.table)} t
    where t.id = any(${wanted}::uuid[]) and t.deleted_at is null and ${inReach(ctx, object, "t")}
    order by t.id for ${raw(strength)} of t`;
  const isAllowed = may.kind === "all" ? empty : sql`, coalesce(${visible(may)}, false) as "isAllowed"`;
  const read = sql`select ${recordColumns(ctx.company, object, "t")}${isAllowed} ${locking}`;
  // Who waits for a lock gets the row as it has become, but what other tables say of it as it was: links are read by a later statement.
  const isLater = linkFields(object).length > 0 && notHeld(ctx.db, object, wanted).length > 0;
  const reading = isLater ? afterwards(ctx.db, sql`select 1 ${locking}`, read) : ctx.db.query(read);
  await allDone([...above, reading]);
  const locked = (await reading).map((row) => lockedOf(ctx, object, row));
  rememberRows(
    ctx.db,
    object,
    locked.map(({ record }) => record),
  );
  rememberSeen(
    ctx.db,
    ctx.access,
    locked.map(({ record }) => record),
  );
  return new Map(locked.map((each) => [each.record.id, each]));
}

function lockedOf({ company }: Ctx, object: ModelObject, row: Row): Locked {
  if (!("isAllowed" in row)) return { record: recordOf(company, object, row), isAllowed: true };
  const { isAllowed, ...own } = row;
  return { record: recordOf(company, object, own), isAllowed };
}

/** What this transaction has locked and read, for an actor who sees and may do everything; null where the database must be asked. */
function knownOf(ctx: Ctx, object: ModelObject, ids: readonly string[], verb: string): Map<string, Locked> | null {
  if (!["read", verb].every((each) => ctx.access.predicate(object, each, "t").kind === "all")) return null;
  const rows = ids.map((id) => heldRow(ctx.db, object, id));
  if (!rows.every((row) => row !== undefined)) return null;
  const live = rows.filter(({ deletedAt }) => !deletedAt);
  rememberSeen(ctx.db, ctx.access, live);
  return new Map(live.map((record) => [record.id, { record, isAllowed: true }]));
}

/**
 * The parents that new records state, locked before their rules read them: of two who add an instalment to one contract at once,
 * the second sees what the first has planned. Whether the person may name them is asked with every other reference.
 */
export async function lockStated(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly { input: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  for (const field of [...object.fields.values()].filter(({ lockedFirst }) => lockedFirst)) {
    const stated = drafts.map(({ input }) => input[field.key]).filter((id): id is string => typeof id === "string" && isUuid(id));
    await lockOpen(ctx, ctx.model.objects.get(field.to!)!, new Set(stated));
  }
}

/** Parents before children: of two who write one whole from either end, each would wait for the other. */
export async function lockAbove(ctx: Ctx, object: ModelObject, ids: readonly string[]): Promise<void> {
  await allDone(await askAbove(ctx, object, ids));
}

/** Asks for the locks on what is above the records, the topmost first, and answers before it has them: whoever asks next comes behind. */
async function askAbove(ctx: Ctx, object: ModelObject, ids: readonly string[]): Promise<Promise<void>[]> {
  const steps = stepsAbove(ctx, object);
  if (ids.length === 0 || steps.length === 0) return [];
  const found = await ctx.db.query<{ step: number; id: string }>(readAbove(ctx, steps, ids));
  const locks = steps.map(({ to }, at) => ({ to, ids: found.filter(({ step }) => step === at).map(({ id }) => id) })).reverse();
  return locks.map((each) => lockRows(ctx, each.to, each.ids));
}

/** A reference that is locked first; `below` is the step that has led to its object, none for the records asked about. */
type Step = { from: ModelObject; by: ModelField; to: ModelObject; below: number | null };

function stepsAbove({ model }: Ctx, object: ModelObject): Step[] {
  const stepsFrom = (from: ModelObject, below: number | null): Step[] =>
    [...from.fields.values()]
      .filter(({ lockedFirst }) => lockedFirst)
      .map((by) => ({ from, by, to: model.objects.get(by.to!)!, below }));
  const steps = stepsFrom(object, null);
  for (const [at, { to }] of steps.entries()) steps.push(...stepsFrom(to, at));
  return steps;
}

/** The ids each step leads to, all of them read by one statement. */
function readAbove(ctx: Ctx, steps: readonly Step[], ids: readonly string[]): Sql {
  const place = (at: number) => raw(`step_${at}`);
  const parts = steps.map(({ from, by, below }, at) => {
    const column = ident(by.columns[0]!.column);
    const children = below === null ? sql`${ids}::uuid[]` : sql`array(select id from ${place(below)})`;
    return sql`${place(at)} as materialized (
      select distinct t.${column} as id from ${tableOf(ctx.company, from.table)} t
      where t.id = any(${children}) and t.${column} is not null)`;
  });
  const union = steps.map((_, at) => sql`select ${raw(String(at))} as step, id from ${place(at)}`);
  return sql`with ${join(parts, ", ")} ${join(union, " union all ")}`;
}

/** Locks rows that the transaction has not locked yet, what is above them first. */
async function lockOpen(ctx: Ctx, object: ModelObject, ids: ReadonlySet<string>): Promise<void> {
  await allDone([...(await askAbove(ctx, object, notHeld(ctx.db, object, ids))), lockRows(ctx, object, ids)]);
}

/** Locks rows in id order for the engine itself, which asks nobody's permission; those the transaction holds already are left alone. */
export async function lockRows(ctx: Ctx, object: ModelObject, ids: Iterable<string>): Promise<void> {
  const open = notHeld(ctx.db, object, ids).sort();
  if (open.length === 0) return;
  const locking = sql`
    from ${tableOf(ctx.company, object.table)} t
    where t.id = any(${open}::uuid[]) order by t.id for no key update of t`;
  const read = sql`select ${recordColumns(ctx.company, object, "t")} ${locking}`;
  const rows = await (linkFields(object).length > 0 ? afterwards(ctx.db, sql`select 1 ${locking}`, read) : ctx.db.query(read));
  rememberHeld(ctx.db, object, open);
  rememberRows(
    ctx.db,
    object,
    rows.map((row) => recordOf(ctx.company, object, row)),
  );
}

/** The rows of a statement that is sent behind another and sees what that one has waited for. */
async function afterwards(db: Queryable, first: Sql, then: Sql): Promise<Row[]> {
  const sent = [db.execute(first), db.query(then)] as const;
  await allDone(sent);
  return await sent[1];
}

/** What the actor may see, and the record of the verb being performed, which its own changes may have taken out of sight. */
export function inReach(ctx: Ctx, object: ModelObject, alias: string): Sql {
  const mayRead = visible(ctx.access.predicate(object, "read", alias));
  if (ctx.performing?.object !== object.name) return mayRead;
  return sql`(${ident(alias)}.id = ${ctx.performing.recordId}::uuid or ${mayRead})`;
}
