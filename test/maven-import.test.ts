import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import sql from "sql-template-tag";
import { modules } from "#crm/index.ts";
import type { ImportMapping, ImportView } from "#engine/import/import-wire.ts";
import { importsOf } from "./import-file.ts";
import { startToyCompany } from "./toy-company.ts";

const company = await startToyCompany(modules);
const imports = importsOf(company);
const boss = await company.person();

type Change = Partial<ImportMapping> & Pick<ImportMapping, "columns">;

const importFile = (file: string, object: string, mapping: Change) =>
  imports.importAll(boss, object, readFileSync(join(import.meta.dirname, "data/maven-crm", file)), mapping);

const column = (index: number, path: string, more: object = {}) => ({ column: index, path, ...more });
const outcome = ({ state, result }: ImportView) => ({
  state,
  created: result!.created,
  updated: result!.updated,
  failed: result!.failed,
  problems: result!.problems.slice(0, 3).map(({ row, path, code, message, value }) => ({ row, path, code, message, value })),
});

test("the headers of the four files are mapped by themselves, but for what only a person knows", async () => {
  const suggested = async (file: string, object: string) => {
    const { payload } = await imports.upload(boss, object, readFileSync(join(import.meta.dirname, "data/maven-crm", file)));
    return Object.fromEntries(payload.mapping.columns.map(({ column: index, path }) => [payload.columns[index]!.header, path]));
  };
  assert.deepEqual(await suggested("products.csv", "product"), { product: "name", series: "series", sales_price: "listPrice" });
  assert.deepEqual(await suggested("sales_pipeline.csv", "opportunity"), {
    opportunity_id: "externalId",
    sales_agent: "owner",
    product: "product",
    account: "account",
    engage_date: "openedOn",
    close_date: "closeDate",
    close_value: "amount",
  });
});

test("the four files of a real company come in as a person would bring them", async () => {
  const currency = { path: "currency", value: "CNY" };
  const accounts = await importFile("accounts.csv", "account", {
    columns: [
      column(0, "name"),
      column(2, "yearEstablished"),
      column(3, "revenue"),
      column(4, "employees"),
      column(5, "country"),
      column(6, "parent"),
    ],
    constants: [currency],
    mode: "upsert",
    key: ["name"],
  });
  assert.deepEqual(outcome(accounts), { state: "done", created: 85, updated: 0, failed: 0, problems: [] });

  const products = await importFile("products.csv", "product", {
    columns: [column(0, "name"), column(1, "series"), column(2, "listPrice")],
    constants: [currency],
    mode: "upsert",
    key: ["name"],
  });
  assert.deepEqual(outcome(products), { state: "done", created: 7, updated: 0, failed: 0, problems: [] });

  const offices = await importFile("sales_teams.csv", "department", {
    columns: [column(2, "name")],
    mode: "upsert",
    key: ["name"],
  });
  assert.equal(offices.result!.failed, 0);
  const teams = await importFile("sales_teams.csv", "department", {
    columns: [column(1, "name"), column(2, "parent")],
    mode: "upsert",
    key: ["name"],
  });
  assert.equal(teams.result!.failed, 0);
  const login = { transforms: [{ kind: "login" as const }] };
  const managers = await importFile("sales_teams.csv", "user", {
    columns: [column(1, "name"), column(1, "login", login), column(1, "department")],
    mode: "upsert",
    key: ["login"],
  });
  assert.deepEqual(managers.result!.problems.slice(0, 3), []);
  const agents = await importFile("sales_teams.csv", "user", {
    columns: [column(0, "name"), column(0, "login", login), column(1, "department"), column(1, "manager")],
    mode: "upsert",
    key: ["login"],
  });
  assert.deepEqual(agents.result!.problems.slice(0, 3), []);
  const heads = await importFile("sales_teams.csv", "department", {
    columns: [column(1, "name"), column(1, "head")],
    mode: "update",
    key: ["name"],
  });
  assert.deepEqual(heads.result!.problems.slice(0, 3), []);

  const stages = { Engaging: { as: "trial" }, Prospecting: { as: "research" } };
  const deals = await importFile("sales_pipeline.csv", "opportunity", {
    columns: [
      column(0, "externalId"),
      column(1, "owner"),
      column(2, "product", { values: { GTXPro: { as: "GTX Pro" } } }),
      column(2, "opportunityLine.product", { values: { GTXPro: { as: "GTX Pro" } } }),
      column(7, "opportunityLine.price"),
      column(3, "account"),
      column(4, "stage", { values: stages }),
      column(5, "openedOn", { dateFormat: "MM/DD/YYYY" }),
      column(6, "closedAt", { dateFormat: "MM/DD/YYYY" }),
      column(7, "amount"),
      column(4, "lostReason", { values: { Lost: { as: "unrecorded" } }, otherwise: "empty" as const }),
    ],
    constants: [
      { path: "externalSource", value: "maven" },
      { path: "name", value: "{product} {account}" },
      { path: "opportunityLine.quantity", value: 1 },
      currency,
    ],
    mode: "upsert",
    key: ["externalSource", "externalId"],
    migrating: true,
    accept: "all",
  });
  assert.deepEqual(outcome(deals), { state: "done", created: 8800, updated: 0, failed: 0, problems: [] });
  assert.deepEqual(
    deals.result!.warnings.map(({ code, count }) => ({ code, count })),
    [{ code: "opportunity.account_missing", count: 1425 }],
  );

  const figures = await company.database.query(sql`
    select stage, count(*) as count, sum(amount) filter (where stage = 'won')::text as won, count(lost_reason) as reasons
      from ${company.table("opportunity")} group by stage order by count desc`);
  assert.deepEqual(figures, [
    { stage: "won", count: 4238, won: "10005534.0000", reasons: 0 },
    { stage: "lost", count: 2473, won: null, reasons: 2473 },
    { stage: "trial", count: 1589, won: null, reasons: 0 },
    { stage: "research", count: 500, won: null, reasons: 0 },
  ]);
  const [lines] = await company.database.query(sql`
    select count(*) as count, count(distinct opportunity_id) as deals from ${company.table("opportunity_line")}`);
  assert.deepEqual(lines, { count: 8800, deals: 8800 });

  const [tree] = await company.database.query(sql`
    select count(*) filter (where d.parent_id is null) as offices, count(*) filter (where d.head_id is not null) as teams
      from ${company.table("department")} d where d.name <> 'House'`);
  assert.deepEqual(tree, { offices: 3, teams: 6 });
  const [people] = await company.database.query(sql`
    select count(*) as count, count(u.identity_id) as invited, count(i.password_hash) as passwords
      from ${company.table("user")} u left join kehai.identity i on i.id::text = u.identity_id where u.login like '%.%'`);
  assert.deepEqual(people, { count: 41, invited: 41, passwords: 0 });
  const [subsidiaries] = await company.database.query(sql`
    select count(*) as count from ${company.table("account")} where parent_id is not null`);
  assert.deepEqual(subsidiaries, { count: 15 });
});
