import sql, { type Sql } from "sql-template-tag";
import { isTransaction, type Queryable, type Transaction } from "#platform/database.ts";
import { decidesAccess, noteAccessChange } from "../access/known-access.ts";
import type { Ctx } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";

/** A fact about one record, as it enters the outbox. */
export type NewEvent = {
  name: string;
  object: string;
  recordId: string;
  /** Key → `[before, after]`, only what changed. */
  changes?: Record<string, [unknown, unknown]>;
  data?: Record<string, unknown>;
};

/** Whose facts they are: what every row of a statement has in common. */
type Teller = Pick<Ctx, "company" | "actor" | "clock">;
/** Facts as they will be sent: they are written down when they are told, while the database is busy with what they are about. */
type Told = { teller: Teller; rows: string[] };

/** What transactions have yet to write. */
const waiting = new WeakMap<Queryable, Told[]>();

/**
 * Leaves facts in the outbox, in the transaction of the write they are about. They are written before its commit, together: a
 * write that moves sums in many records would otherwise need a statement for each step.
 */
export async function writeEvents(ctx: Teller & Pick<Ctx, "db">, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const { db, company, actor, clock } = ctx;
  if (events.some(({ object }) => decidesAccess(object))) noteAccessChange(db);
  const rows = events.map(rowOf);
  if (!isTransaction(db)) return void (await db.execute(insertion({ teller: ctx, rows })));
  const told = waiting.get(db) ?? waitingIn(db);
  const last = told.at(-1);
  if (last !== undefined && last.teller.actor === actor && last.teller.company === company) last.rows.push(...rows);
  else told.push({ teller: { company, actor, clock }, rows });
}

function waitingIn(tx: Transaction): Told[] {
  const told: Told[] = [];
  waiting.set(tx, told);
  tx.withCommit(() => takeWaiting(tx).map(insertion));
  return told;
}

/** Writes what the transaction has yet to write: before a savepoint, so that what goes back there takes no earlier fact with it. */
export async function settleEvents(db: Queryable): Promise<void> {
  for (const told of takeWaiting(db)) await db.execute(insertion(told));
}

function takeWaiting(db: Queryable): Told[] {
  return waiting.get(db)?.splice(0) ?? [];
}

/** Forgets what has not been written, of a transaction that goes back to a savepoint. */
export function dropEvents(db: Queryable): void {
  takeWaiting(db);
}

function rowOf({ name, object, recordId, changes = {}, data = {} }: NewEvent): string {
  return JSON.stringify({ name, object, record_id: recordId, changes, data });
}

function insertion({ teller: { company, actor, clock }, rows }: Told): Sql {
  // The transaction's id is taken before the positions: settled-position.ts concludes from the one that the others are final.
  return sql`
    with writer as materialized (select pg_current_xact_id() as tx)
    insert into ${tableOf(company, "event")}
      (tx, at, name, object, record_id, actor_id, via, source, request_id, changes, data)
    select writer.tx, ${clock.now()}::timestamptz, e.name, e.object, e.record_id,
      ${actor.kind === "user" ? actor.userId : null}::uuid, ${actor.kind === "user" ? (actor.via ?? null) : actor.name}::text,
      ${actor.source}::text, ${actor.requestId ?? null}::text, e.changes, e.data
    from writer, jsonb_to_recordset(${`[${rows.join()}]`}::jsonb)
      as e(name text, object text, record_id uuid, changes jsonb, data jsonb)`;
}
