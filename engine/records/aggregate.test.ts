import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { TEST_PATIENCE } from "#test/app.ts";
import { startBareCompany } from "#test/bare-company.ts";
import type { Ctx } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import { aggregateRecords } from "./aggregate.ts";
import { countRecords } from "./count.ts";

const { insert, as, model, company, database } = await startBareCompany();
const widget = model.objects.get("widget")!;

const [north, south] = (await insert("department", [{ name: "北区" }, { name: "南区" }])) as [string, string];
const all = {
  widget: { read: "company" },
  gadget: { read: "company" },
  user: { read: "company" },
  department: { read: "company" },
};
const [everything, narrow] = (await insert("role", [
  { name: "全部", code: "all", permissions: all },
  { name: "看不到人", code: "narrow", permissions: { widget: { read: "company" }, department: { read: "company" } } },
])) as [string, string];
const [boss] = (await insert("user", [{ name: "老板", login: "boss", departmentId: north, rolesIds: [everything] }])) as [string];
const [ann, bob] = (await insert("user", [
  { name: "安", login: "ann", departmentId: north, managerId: boss },
  { name: "波", login: "bob", departmentId: south, managerId: boss, rolesIds: [narrow] },
])) as [string, string];

const row = (name: string, ownerId: string | null, amount: string | null, dueDate: string | null, seenAt: string | null) => ({
  ...{ name, ownerId, dueDate, seenAt, recordType: "standard", stage: "draft", currency: "CNY" },
  ...{ amount, amountBase: amount },
});
await insert("widget", [
  row("a", ann, "10.10", "2026-01-31", "2025-12-31T15:59:59Z"),
  row("b", ann, "0.20", "2026-02-01", "2025-12-31T16:00:00Z"),
  row("c", bob, "100", "2026-04-01", "2026-03-31T16:00:00Z"),
  row("d", bob, null, null, null),
  { ...row("e", null, "1", "2025-12-29", null), stage: "tested" },
]);
const ctx = await as(boss);

const groups = async (groupBy: string[], who = ctx) =>
  (
    await aggregateRecords(who, widget, { groupBy, measures: { n: { fn: "count" }, sum: { fn: "sum", field: "amount" } } })
  ).rows.map(({ group, measures }) => [
    ...groupBy.map((name) => (group[name] as any)?.title ?? group[name]),
    measures.n,
    measures.sum,
  ]);

test("sums are exact, in base currency, and count what is empty too", async () => {
  const { rows } = await aggregateRecords(ctx, widget, {
    measures: {
      n: { fn: "count" },
      priced: { fn: "count", field: "amount" },
      sum: { fn: "sum", field: "amount" },
      most: { fn: "max", field: "amount" },
      first: { fn: "min", field: "dueDate" },
    },
  });
  assert.deepEqual(rows, [{ group: {}, measures: { n: 5, priced: 4, sum: "111.30", most: "100.00", first: "2025-12-29" } }]);
});

test("groups by a reference carry its title, and paths go through references", async () => {
  assert.deepEqual(
    new Set(await groups(["owner"])),
    new Set([
      ["安", 2, "10.30"],
      ["波", 2, "100.00"],
      [null, 1, "1.00"],
    ]),
  );
  assert.deepEqual(
    new Set(await groups(["owner.department", "stage"])),
    new Set([
      ["北区", "draft", 2, "10.30"],
      ["南区", "draft", 2, "100.00"],
      [null, "tested", 1, "1.00"],
    ]),
  );
  assert.deepEqual(
    new Set(await groups(["owner.manager"])),
    new Set([
      ["老板", 4, "110.30"],
      [null, 1, "1.00"],
    ]),
  );
});

test("records referred to are counted once each, and only those one may see", async () => {
  const owners = async (who: typeof ctx) =>
    (await aggregateRecords(who, widget, { measures: { n: { fn: "countDistinct", field: "owner" } } })).rows[0]!.measures.n;

  assert.equal(await owners(ctx), 2);
  assert.equal(await owners(await as(bob)), 0);
  const byStage = await aggregateRecords(ctx, widget, {
    groupBy: ["stage"],
    measures: { n: { fn: "countDistinct", field: "owner" } },
  });
  assert.deepEqual(
    byStage.rows.map(({ group, measures }) => [group.stage, measures.n]),
    [
      ["draft", 2],
      ["tested", 0],
    ],
  );
});

test("a path through people one may not see tells nothing about them", async () => {
  const rows = await groups(["owner.department"], await as(bob));
  assert.deepEqual(rows, [[null, 5, "111.30"]]);
});

test("periods begin on the company's calendar: Mondays, its own midnight, its fiscal year", async () => {
  const counted = async (by: string) => (await groups([by])).map(([start, n]) => [start, n]);
  assert.deepEqual(await counted("dueDate:month"), [
    ["2025-12-01", 1],
    ["2026-01-01", 1],
    ["2026-02-01", 1],
    ["2026-04-01", 1],
    [null, 1],
  ]);
  assert.deepEqual(await counted("dueDate:week"), [
    ["2025-12-29", 1],
    ["2026-01-26", 2],
    ["2026-03-30", 1],
    [null, 1],
  ]);
  assert.deepEqual(await counted("seenAt:day"), [
    ["2025-12-31", 1],
    ["2026-01-01", 1],
    ["2026-04-01", 1],
    [null, 2],
  ]);
  assert.deepEqual(await counted("dueDate:quarter"), [
    ["2025-10-01", 1],
    ["2026-01-01", 2],
    ["2026-04-01", 1],
    [null, 1],
  ]);

  const fiscal = { ...ctx, company: { ...company, fiscalStart: 2 } };
  const byYear = await groups(["dueDate:year"], fiscal);
  assert.deepEqual(
    byYear.map(([start, n]) => [start, n]),
    [
      ["2025-02-01", 2],
      ["2026-02-01", 2],
      [null, 1],
    ],
  );
  const byQuarter = await groups(["dueDate:quarter"], fiscal);
  assert.deepEqual(
    byQuarter.map(([start, n]) => [start, n]),
    [
      ["2025-11-01", 2],
      ["2026-02-01", 2],
      [null, 1],
    ],
  );
});

test("groups come in the order asked for and no more than asked for", async () => {
  const { rows } = await aggregateRecords(ctx, widget, {
    groupBy: ["owner"],
    measures: { sum: { fn: "sum", field: "amount" } },
    sort: "-sum",
    limit: 2,
  });
  assert.deepEqual(
    rows.map(({ measures }) => measures.sum),
    ["100.00", "10.30"],
  );
});

test("what cannot be grouped or measured is refused", async () => {
  const n = { n: { fn: "count" as const } };
  const ask = (query: object) => aggregateRecords(ctx, widget, query as never);
  await assert.rejects(ask({ groupBy: ["place"], measures: n }), { code: "query.bad_group" });
  await assert.rejects(ask({ groupBy: ["name:month"], measures: n }), { code: "query.bad_group" });
  await assert.rejects(ask({ groupBy: ["dueDate:century"], measures: n }), { code: "query.bad_group" });
  await assert.rejects(ask({ groupBy: ["nothing"], measures: n }), { code: "filter.unknown_field" });
  await assert.rejects(ask({ measures: { x: { fn: "sum", field: "name" } } }), { code: "query.bad_measure" });
  await assert.rejects(ask({ measures: { x: { fn: "constructor", field: "amount" } } }), { code: "query.bad_measure" });
  await assert.rejects(ask({ measures: { x: { fn: "countDistinct", field: "amount" } } }), { code: "query.bad_measure" });
  await assert.rejects(ask({ measures: { x: { fn: "countDistinct" } } }), { code: "query.bad_measure" });
  await assert.rejects(ask({ measures: {} }), { code: "query.bad_measure" });
  await assert.rejects(ask({ groupBy: ["owner"], measures: n, sort: "nothing" }), { code: "query.bad_sort" });
});

test("a count that would take too long is estimated and says so, unless there can only be few", async () => {
  assert.deepEqual(await countRecords(ctx, widget, {}), { count: 5, exact: true });
  await database.execute(sql`analyze`);
  const inUse = { ...database, within: (milliseconds: number) => database.within(milliseconds / TEST_PATIENCE) };
  const taking = (secondsEach: number): Ctx => ({
    ...ctx,
    db: inUse,
    engine: { ...ctx.engine, database: inUse },
    access: {
      ...ctx.access,
      predicate: () => ({
        kind: "branches" as const,
        share: 1,
        branches: [{ name: "slow", isPlain: true, where: sql`pg_sleep(${secondsEach}) is not null` }],
      }),
    },
  });
  assert.deepEqual(await countRecords(taking(0.1), widget, {}), { count: 5, exact: true });
  const { count, exact } = await countRecords(taking(0.5), widget, {});
  assert.equal(exact, false);
  assert.ok(count >= 1 && count <= 5);
});

test("of too many groups none are left out unnoticed", async () => {
  await database.execute(sql`
    insert into ${tableOf(ctx.company, "widget")} (id, name, due_date)
    select gen_random_uuid(), 'of another day', date '1900-01-01' + n::int from generate_series(1, 9_990) n`);
  const days = { groupBy: ["dueDate"], measures: { n: { fn: "count" as const } } };
  const { rows } = await aggregateRecords(ctx, widget, days);
  assert.equal(
    rows.reduce((sum, { measures }) => sum + Number(measures.n), 0),
    9_995,
  );
  await database.execute(sql`
    insert into ${tableOf(ctx.company, "widget")} (id, name, due_date)
    select gen_random_uuid(), 'of one more day', date '1900-01-01' - n::int from generate_series(1, 20) n`);
  await assert.rejects(aggregateRecords(ctx, widget, days), { code: "query.too_many_groups" });
  assert.equal((await aggregateRecords(ctx, widget, { ...days, limit: 3 })).rows.length, 3);
});
