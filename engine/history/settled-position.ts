import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { Company } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";

/** The last position below every transaction that is still running: nothing can appear at or before it any more. */
export async function settledPosition(db: Queryable, company: Company): Promise<number> {
  const [row] = await db.query<{ position: number }>(sql`
    select coalesce(max(id), 0) as position from ${tableOf(company, "event")} where tx < pg_snapshot_xmin(pg_current_snapshot())`);
  return row!.position;
}
