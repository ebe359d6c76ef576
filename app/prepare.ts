import sql from "sql-template-tag";
import { companyModel, openCompanies } from "#engine/company/company.ts";
import { GROUP_SCHEMA } from "#engine/company/group-schema.ts";
import { takeSteps } from "#engine/company/take-steps.ts";
import { objectsMet, welcomeNewObjects } from "#engine/company/welcome-objects.ts";
import type { Engine } from "#engine/ctx.ts";
import { syncCompany } from "#engine/schema/sync.ts";
import { prepareJobs } from "#platform/jobs.ts";

const LOCK = 7_114_000;

/** Brings the group's tables, the job tables and every company's schema to what this version needs. One process at a time. */
export async function prepareDatabase(engine: Engine, url: string): Promise<void> {
  const client = await engine.database.pool.connect();
  try {
    // Another node of the group may be preparing, and may take longer than a request is allowed to.
    await client.query("set statement_timeout = 0");
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await client.query(GROUP_SCHEMA);
    await prepareJobs(url);
    for (const company of await openCompanies(engine.database)) {
      const met = await objectsMet(engine, company);
      await syncCompany(engine.database, company, await companyModel(engine, company), engine.clock.now());
      await welcomeNewObjects(engine, company, met);
      await takeSteps(engine, company);
    }
  } finally {
    // Destroying the connection gives up the lock and the changed time-out with it.
    client.release(true);
  }
}

/** Whether a company has been set up. */
export async function isSetUp(engine: Engine): Promise<boolean> {
  const [row] = await engine.database.query<{ done: boolean }>(sql`select exists (select 1 from kehai.company) as done`);
  return row?.done ?? false;
}
