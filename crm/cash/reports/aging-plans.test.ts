import assert from "node:assert/strict";
import { before, test } from "node:test";
import sql, { type Sql } from "sql-template-tag";
import { openCtx, reading } from "#engine/context.ts";
import type { Ctx } from "#engine/ctx.ts";
import type { Filter } from "#engine/object.ts";
import { markAllVisible } from "#test/all-visible.ts";
import { startCrmCompany } from "#test/crm-company.ts";

// What receivables cost a department's head is told by the pages read, as for lists (engine/records/list-plans.test.ts).
const CONTRACTS = 33_334;
const { company, database, engine, make } = await startCrmCompany();
const OPEN: Filter = { field: "phase", op: "eq", value: "open" };
let head: Ctx;

before(async () => {
  const manager = await make.user("manager");
  const people: string[] = [];
  while (people.length < 20) people.push((await make.user("sales", people.length < 3 ? "east" : "north")).userId);
  const { id: customer } = await make.account();
  const owner = `('{${people.join()}}'::uuid[])[1 + abs(hashint4(g)) % 20]`;
  const contract = `('01900000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid`;
  await database.maintain(`
    insert into "c_toys"."contract" (id, name, account_id, owner_id, status)
    select ${contract}, '合同' || g, '${customer}', ${owner}, 'active' from generate_series(1, ${CONTRACTS}) g`);
  await database.maintain(`
    insert into "c_toys"."payment_plan" (id, name, contract_id, account_id, owner_id, outstanding, outstanding_base, due_on, phase)
    select gen_random_uuid(), '合同' || g || '-' || i, ${contract}, '${customer}', ${owner}, 100, 100,
           date '2026-05-01' - abs(hashint4(g * 3 + i)) % 400, case when hashint4(g * 7 + i) % 3 = 0 then 'open' else 'received' end
    from generate_series(1, ${CONTRACTS}) g, generate_series(1, 3) i`);
  for (const table of ["contract", "payment_plan"]) await markAllVisible(database, `"c_toys"."${table}"`);
  head = await reading(engine, company, manager);
});

/** The pages that the one statement of a question reads. */
async function pagesRead(question: (ctx: Ctx) => Promise<unknown>): Promise<number> {
  const asked: Sql[] = [];
  const ask = async (statement: Sql) => {
    asked.push(statement);
    return await database.ask(statement);
  };
  await question(openCtx({ ...head, db: { ...database, ask } as never }));
  assert.equal(asked.length, 1);
  const [row] = await database.query(sql`explain (analyze, buffers, format json) ${asked[0]!}`);
  const { Plan: plan } = row!["QUERY PLAN"][0];
  return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
}

test("what customers owe by owner and age is read from the instalments alone, whatever their contracts open", async () => {
  const sums = {
    filter: OPEN,
    groupBy: ["owner", "aging"],
    measures: { outstanding: { fn: "sum", field: "outstanding" } as const },
  };
  const [{ pages }] = (await database.query(
    sql`select relpages as pages from pg_class where oid = '"c_toys"."payment_plan"'::regclass`,
  )) as [{ pages: number }];

  const read = await pagesRead(({ records }) => records.aggregate("paymentPlan", sums));

  assert.ok(read <= pages + 100, `${read} pages of ${pages}`);
});

test("how many instalments are overdue, or of an age, comes from an index alone", async () => {
  for (const filter of [
    { field: "status", op: "eq", value: "overdue" },
    { field: "aging", op: "eq", value: "d30" },
  ] as const) {
    const read = await pagesRead(({ records }) => records.count("paymentPlan", { filter }));
    assert.ok(read <= 150, `${read} pages`);
  }
});
