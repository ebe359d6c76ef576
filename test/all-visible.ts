import assert from "node:assert/strict";
import sql from "sql-template-tag";
import type { Database } from "#platform/database.ts";

/** An index alone answers only for pages that vacuum has marked; it passes over those another connection still looks at. */
export async function markAllVisible(database: Database, table: string): Promise<void> {
  for (const until = performance.now() + 30_000; performance.now() < until; ) {
    await database.maintain(`vacuum analyze ${table}`);
    const [state] = await database.query(sql`
      select relallvisible >= relpages as done from pg_class where oid = ${table}::regclass`);
    if (state!.done) return;
  }
  assert.fail("vacuum never marked every page");
}
