import sql from "sql-template-tag";
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

/** Leaves facts in the outbox, in the transaction of the write they are about. */
export async function writeEvents(
  ctx: Pick<Ctx, "db" | "company" | "actor" | "clock">,
  events: readonly NewEvent[],
): Promise<void> {
  if (events.length === 0) return;
  if (events.some(({ object }) => decidesAccess(object))) noteAccessChange(ctx.db);
  const { actor } = ctx;
  const rows = events.map(({ name, object, recordId, changes = {}, data = {} }) => ({
    name,
    object,
    record_id: recordId,
    changes,
    data,
  }));
  // The transaction's id is taken before the positions: settled-position.ts concludes from the one that the others are final.
  await ctx.db.execute(sql`
    with writer as materialized (select pg_current_xact_id() as tx)
    insert into ${tableOf(ctx.company, "event")}
      (tx, at, name, object, record_id, actor_id, via, source, request_id, changes, data)
    select writer.tx, ${ctx.clock.now()}::timestamptz, e.name, e.object, e.record_id,
      ${actor.kind === "user" ? actor.userId : null}::uuid, ${actor.kind === "user" ? (actor.via ?? null) : actor.name}::text,
      ${actor.source}::text, ${actor.requestId ?? null}::text, e.changes, e.data
    from writer, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as e(name text, object text, record_id uuid, changes jsonb, data jsonb)`);
}
