import sql from "sql-template-tag";
import { newId } from "#platform/new-id.ts";
import type { Ctx } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import type { How } from "./ownership.ts";

/** One record that changes hands; null is nobody. */
export type Handing = {
  recordId: string;
  from: string | null;
  to: string | null;
  /** When the new holder got it; migration states a day in the past. */
  at?: string;
};

export type HandingReason = { gained: How; lost: How; reason?: string | null; poolId?: string | null };

/**
 * Ends and begins the spells of records that change hands, in two statements at most for any number of them. A spell that came
 * from a pool keeps it, whichever pool the record goes to: what was claimed there stays claimed there.
 */
export async function writeSpells(ctx: Ctx, object: string, handings: readonly Handing[], why: HandingReason): Promise<void> {
  const now = ctx.clock.now().toISOString();
  const left = handings.filter((handing) => handing.from !== null);
  if (left.length > 0) {
    await ctx.db.execute(sql`
      update ${tableOf(ctx.company, "ownership_spell")}
      set to_at = ${now}::timestamptz, lost = ${why.lost}, reason = coalesce(${why.reason ?? null}, reason),
          pool_id = coalesce(pool_id, ${why.poolId ?? null}::uuid)
      where object = ${object} and record_id = any(${left.map((handing) => handing.recordId)}::uuid[]) and to_at is null`);
  }
  const got = handings.filter((handing) => handing.to !== null);
  if (got.length === 0) return;
  const rows = got.map(({ recordId, to, at }) => ({ id: newId(), record_id: recordId, owner_id: to, from_at: at ?? now }));
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "ownership_spell")} (id, object, record_id, owner_id, from_at, gained, reason, pool_id)
    select s.id, ${object}, s.record_id, s.owner_id, s.from_at, ${why.gained},
      ${left.length > 0 ? null : (why.reason ?? null)}, ${why.poolId ?? null}::uuid
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as s(id uuid, record_id uuid, owner_id uuid, from_at timestamptz)`);
}
