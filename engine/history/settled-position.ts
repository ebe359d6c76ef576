import sql from "sql-template-tag";
import type { Company, Engine } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";

type Horizon = {
  settled: number;
  /** Positions up to this one were handed out to transactions older than `before`. */
  pending: { position: number; before: bigint } | null;
};

const horizons = new WeakMap<Engine, Map<string, Horizon>>();
const PATIENCE_MS = 200;
const LOOK_AGAIN_MS = 10;

/**
 * A position at or below which nothing can appear any more. Identity order is not commit order: a transaction may hold a lower
 * position and commit later. But a writer takes its transaction id before its positions, so those handed out so far are final
 * once every transaction older than now has ended. Waits a moment for that; behind a long transaction it answers what was
 * final before.
 */
export async function settledPosition(engine: Engine, company: Company): Promise<number> {
  const horizon = horizonOf(engine, company);
  const until = Date.now() + PATIENCE_MS;
  const aim = await lastPosition(engine, company);
  while (horizon.settled < aim) {
    await advance(engine, company, horizon);
    if (horizon.settled >= aim || Date.now() > until) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  return horizon.settled;
}

async function advance(engine: Engine, company: Company, horizon: Horizon): Promise<void> {
  // Position first, then an id of our own: whoever holds the position or a lower one has an older id. The snapshot's upper
  // end would not do, since it does not count transactions that are running and newer than the last one that ended.
  if (horizon.pending === null) {
    const position = await lastPosition(engine, company);
    const [own] = await engine.database.query<{ id: string }>(sql`select pg_current_xact_id()::text as id`);
    horizon.pending ??= { position, before: BigInt(own!.id) };
  }
  const [oldest] = await engine.database.query<{ id: string }>(sql`select pg_snapshot_xmin(pg_current_snapshot())::text as id`);
  if (horizon.pending === null || BigInt(oldest!.id) < horizon.pending.before) return;
  horizon.settled = Math.max(horizon.settled, horizon.pending.position);
  horizon.pending = null;
}

/** The position handed out last, by whomever, committed or not. */
async function lastPosition(engine: Engine, company: Company): Promise<number> {
  const [row] = await engine.database.query<{ position: number }>(sql`
    select case when is_called then last_value else 0 end as position from ${tableOf(company, "event_id_seq")}`);
  return row!.position;
}

function horizonOf(engine: Engine, { schema }: Company): Horizon {
  const known = horizons.get(engine) ?? new Map<string, Horizon>();
  horizons.set(engine, known);
  const horizon = known.get(schema) ?? { settled: 0, pending: null };
  known.set(schema, horizon);
  return horizon;
}
