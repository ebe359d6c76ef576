import assert from "node:assert/strict";
import { before, test } from "node:test";
import sql, { type Sql } from "sql-template-tag";
import type { Ctx } from "#engine/ctx.ts";
import type { Filter } from "#engine/object.ts";
import { markAllVisible } from "#test/all-visible.ts";
import { startBareCompany } from "#test/bare-company.ts";
import { aggregateRecords } from "./aggregate.ts";
import { pageSql, type Way } from "./page.ts";
import { questionOf } from "./question.ts";
import { askedFields, readColumns } from "./read-columns.ts";
import { wayOf } from "./read-step.ts";
import { sortOrder } from "./sort-order.ts";

// What a list costs is told by the pages it reads, not by the clock: the count is the same on any machine, and jumps when an
// index is lost.
const ROWS = 100_000;
const { insert, as, model, database } = await startBareCompany();
const gadget = model.objects.get("gadget")!;
let rep: Ctx;
let manager: Ctx;
let boss: Ctx;

before(async () => {
  const departments = await insert(
    "department",
    Array.from({ length: 10 }, (_, i) => ({ name: `部门${i}` })),
  );
  const scopes = ["own", "department", "company"];
  const roles = await insert(
    "role",
    scopes.map((scope) => ({ name: scope, code: scope, permissions: { gadget: { read: scope } } })),
  );
  const people = await insert(
    "user",
    Array.from({ length: 100 }, (_, i) => ({
      ...{ name: `员工${i}`, login: `u${i}`, departmentId: departments[i % 10], rolesIds: [roles[i < 10 ? i % 3 : 0]!] },
    })),
  );
  await database.maintain(`
    insert into "c_toys"."gadget" (id, name, kind, rank, budget_base, start_date, owner_id, created_at, updated_at, version)
    select ('01900000-0000-7000-8000-' || lpad(to_hex(g), 12, '0'))::uuid, '部件' || hashint4(g), case when hashint4(g + 1) % 20 = 0 then 'power' else 'hand' end,
           g % 1000, abs(hashint4(g + 2)) % 100000, date '2024-01-01' + g % 700,
           (array[${people.map((id) => `'${id}'`).join(",")}])[1 + abs(hashint4(g + 3)) % 100]::uuid,
           timestamptz '2024-01-01' + g * interval '1 minute', timestamptz '2024-01-01' + abs(hashint4(g + 4)) % 1000000 * interval '1 minute', 1
      from generate_series(1, ${ROWS}) g`);
  await database.maintain(`vacuum analyze "c_toys"."gadget"`);
  [rep, manager, boss] = (await Promise.all([people[0], people[1], people[2]].map((id) => as(id!)))) as [Ctx, Ctx, Ctx];
});

async function pagesRead(ctx: Ctx, sort: string, filter?: Filter, forced?: Way): Promise<number> {
  const order = sortOrder(gadget, sort, ctx.access);
  const columns = readColumns(ctx, gadget, askedFields(gadget, undefined));
  const step = { part: "keyed" as const, after: null, limit: 51 };
  const question = questionOf(ctx, gadget, { filter });
  const way = forced ?? (await wayOf(ctx, question, order, step));
  const statement = pageSql(ctx, question, order, columns, step, way);
  const [row] = await database.query(sql`explain (analyze, buffers, format json) ${statement}`);
  const { Plan: plan } = row!["QUERY PLAN"][0];
  assert.equal(plan["Actual Rows"], 51);
  return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
}

const hand: Filter = { field: "kind", op: "eq", value: "hand" };

for (const { who, sort, filter, most } of [
  { who: "boss", sort: "-createdAt", most: 60 },
  { who: "boss", sort: "-updatedAt", most: 160 },
  { who: "boss", sort: "name", most: 160 },
  { who: "boss", sort: "-createdAt", filter: hand, most: 60 },
  { who: "manager", sort: "-createdAt", most: 120 },
  { who: "manager", sort: "-updatedAt", most: 1_200 },
  { who: "manager", sort: "name", filter: hand, most: 1_300 },
  { who: "rep", sort: "-updatedAt", most: 160 },
  { who: "rep", sort: "name", most: 1_300 },
] as { who: string; sort: string; filter?: Filter; most: number }[]) {
  test(`the ${who}'s list by ${sort}${filter ? ", filtered," : ""} reads at most ${most} pages`, async () => {
    const read = await pagesRead({ rep, manager, boss }[who]!, sort, filter);
    assert.ok(read <= most, `${read} pages`);
  });
}

test("a later page costs no more than the first", async () => {
  const order = sortOrder(gadget, "name", boss.access);
  const columns = readColumns(boss, gadget, askedFields(gadget, ["name"]));
  const [middle] = await database.query(
    sql`select id, name from "c_toys"."gadget" order by name collate "zh-x-icu" offset 50000 limit 1`,
  );
  const step = { part: "keyed" as const, after: { key: middle!.name, id: middle!.id }, limit: 51 };
  const [row] = await database.query(
    sql`explain (analyze, buffers, format json) ${pageSql(boss, questionOf(boss, gadget, {}), order, columns, step, "ordered")}`,
  );
  const { Plan: plan } = row!["QUERY PLAN"][0];
  assert.equal(plan["Actual Rows"], 51);
  assert.ok(plan["Shared Hit Blocks"] + plan["Shared Read Blocks"] <= 160);
});

test("what lies at the far end of the sort's order is still found soon", async () => {
  // Everything the rep owns was changed last a century ago: a walk through the order of changes would meet all others first.
  const oldest = (
    await insert(
      "gadget",
      Array.from({ length: 60 }, (_, i) => ({ name: `旧${i}`, kind: "power", rank: -1, updatedAt: "1926-01-01" })),
    )
  ).length;
  assert.equal(oldest, 60);
  const read = await pagesRead(boss, "-updatedAt", { field: "rank", op: "lt", value: 0 }, "whole");
  assert.ok(read <= 6_000, `${read} pages: no more than the table once`);
});

test("sums of what somebody owns come from an index alone", async () => {
  await markAllVisible(database, '"c_toys"."gadget"');
  const asked: Sql[] = [];
  const ask = async (statement: Sql) => {
    asked.push(statement);
    return await database.query(statement);
  };
  await aggregateRecords({ ...manager, db: { ...database, ask } as never }, gadget, { measures: { n: { fn: "count" } } });
  const [row] = await database.query(sql`explain (analyze, buffers, format json) ${asked[0]!}`);
  const { Plan: plan } = row!["QUERY PLAN"][0];
  const read = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"];
  assert.ok(read <= 1_000, `${read} pages`);
});
