import sql from "sql-template-tag";
import { openCompanies } from "../company/company.ts";
import type { Engine } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";

const DAY = 86_400_000;

/** Removes what has run out and would only grow: sessions, invitations, sign-in failures, answers kept for repeated requests. */
export async function tidyUp(engine: Engine): Promise<void> {
  const { database, clock } = engine;
  const ago = (days: number) => new Date(clock.now().getTime() - days * DAY);
  await database.execute(sql`delete from kehai.session where expires_at < ${clock.now()}`);
  await database.execute(sql`delete from kehai.invitation where expires_at < ${ago(30)}`);
  await database.execute(sql`delete from kehai.sign_in_attempt where began_at < ${ago(1)}`);
  for (const company of await openCompanies(database))
    await database.execute(sql`delete from ${tableOf(company, "idempotency")} where created_at < ${ago(7)}`);
}
