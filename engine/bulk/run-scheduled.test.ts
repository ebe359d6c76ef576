import assert from "node:assert/strict";
import test from "node:test";
import sql from "sql-template-tag";
import { startCrmCompany } from "#test/crm-company.ts";
import { runScheduled } from "./run-scheduled.ts";

const { engine, company, make, later, stored, database, table } = await startCrmCompany();

test("one record that the database refuses does not keep the others from their pool", async () => {
  const rep = await make.user();
  const pool = await make.pool({ recycleAfterDays: 3 });
  const [first, bad, last] = [
    await make.lead({ poolId: pool.id, ownerId: rep.userId }),
    await make.lead({ poolId: pool.id, ownerId: rep.userId, name: "坏" }),
    await make.lead({ poolId: pool.id, ownerId: rep.userId }),
  ];
  await database.execute(sql`
    create function c_toys.refuse() returns trigger language plpgsql as 'begin raise exception ''refused''; end'`);
  await database.execute(sql`
    create trigger refuse before update on ${table("lead")} for each row when (new.name = '坏') execute function c_toys.refuse()`);
  later(4);

  await runScheduled(engine, { company: company.slug, job: "recycle" });

  const owners = await Promise.all([first, bad, last].map(async ({ id }) => (await stored("lead", id)).ownerId));
  assert.deepEqual(owners, [null, rep.userId, null]);
});
