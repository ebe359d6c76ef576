import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import sql from "sql-template-tag";
import { startToyCompany } from "#test/toy-company.ts";
import type { UserActor } from "../ctx.ts";
import { detectFormat, readTable } from "../import/read-table.ts";
import type { ListQuery } from "../wire.ts";
import { exportRecords } from "./export-records.ts";
import type { OutFormat } from "./write-table.ts";

const company = await startToyCompany();
const boss = await company.person({ name: "老板" });
const rep = await company.person({ name: "李雷", rolesIds: [company.roles.rep] });
const gadget = await company.add("gadget", { name: "=HYPERLINK(1)", ownerId: boss.userId });
await company.add("widget", {
  name: "华江",
  gadgetId: gadget.id,
  amount: "1234.50",
  dueDate: "2026-03-05",
  seenAt: "2026-03-02T01:00:00Z",
  active: false,
  colour: "red",
  sizes: ["small", "large"],
  phone: "13812345678",
  ownerId: rep.userId,
});
await company.add("widget", { name: "鼎盛", ownerId: boss.userId });

async function exported(actor: UserActor, query: Partial<ListQuery>, format: OutFormat = "xlsx") {
  const ctx = await company.as(actor);
  const { bytes } = await exportRecords(ctx, company.model.objects.get("widget")!, query, format);
  const file = await buffer(bytes);
  const open = async () => Readable.from([file]);
  const { header, rows } = await readTable(open, await detectFormat(open));
  const found: string[][] = [];
  for await (const { cells } of rows) found.push(header.map((_, i) => cells[i] ?? ""));
  return { header, rows: found, file };
}

const FIELDS = ["name", "gadget", "amount", "dueDate", "seenAt", "active", "colour", "sizes", "phone", "owner"];
const ROW = [
  "华江",
  "=HYPERLINK(1)",
  "1234.5",
  "2026-03-05",
  "2026-03-02 09:00:00",
  "No",
  "Red",
  "Small; Large",
  "13812345678",
  "李雷",
];

test("a spreadsheet holds labels, titles, local times and amounts that add up", async () => {
  const { header, rows } = await exported(boss, { fields: FIELDS, sort: "name" });
  assert.deepEqual(header, ["Name", "Gadget", "Amount", "Due date", "Last seen", "Active", "Colour", "Sizes", "Phone", "Owner"]);
  assert.deepEqual(
    rows.find(([name]) => name === "华江"),
    ROW,
  );
  assert.equal(rows.length, 2);
});

for (const format of ["csv", "csv-gb18030"] as const) {
  test(`a ${format} file says the same`, async () => {
    const { rows } = await exported(boss, { fields: FIELDS }, format);
    assert.deepEqual(
      rows.find(([name]) => name === "华江"),
      ROW.with(2, "1234.50"),
    );
  });
}

test("a cell that would be a formula goes out as text", async () => {
  const { file } = await exported(boss, { fields: ["gadget"] }, "csv");
  assert.match(file.toString(), /'=HYPERLINK/);
});

test("filter and search narrow the file as they narrow the list", async () => {
  assert.deepEqual((await exported(boss, { fields: ["name"], filter: { field: "colour", op: "eq", value: "red" } })).rows, [
    ["华江"],
  ]);
  assert.deepEqual((await exported(boss, { fields: ["name"], q: "鼎盛" })).rows, [["鼎盛"]]);
});

test("an unknown field is refused before anything is sent", async () => {
  await assert.rejects(exported(boss, { fields: ["nonsense"] }), { code: "query.unknown_field" });
});

test("a role without the right to export gets nothing", async () => {
  const role = await company.add("role", {
    name: "Reader",
    code: "reader",
    permissions: { widget: { read: "company", export: "none" } },
  });
  const reader = await company.person({ rolesIds: [role.id] });
  await assert.rejects(exported(reader, {}), { code: "forbidden" });
});

test("hidden fields are left out and masked ones masked", async () => {
  const role = await company.add("role", {
    name: "Careful",
    code: "careful",
    permissions: { widget: { read: "company" }, gadget: { read: "company" } },
    fieldRules: { widget: { amount: "hide", phone: "mask" } },
  });
  const careful = await company.person({ rolesIds: [role.id] });
  const { header, rows } = await exported(careful, { fields: ["name", "amount", "phone"] });
  assert.deepEqual(header, ["Name", "Phone"]);
  assert.ok(!rows.flat().includes("13812345678"));
});

test("an export is a fact that is kept", async () => {
  await exported(boss, { fields: ["name"] });
  const [event] = await company.database.query(sql`
    select name, actor_id, data from ${company.table("event")} where name = 'widget.exported' order by id desc limit 1`);
  assert.equal(event!.actor_id, boss.userId);
  assert.deepEqual(event!.data.fields, ["name"]);
});

test("a file of many pages holds every record once", async () => {
  await company.database.execute(sql`
    insert into ${company.table("widget")} (id, name, version, created_at, updated_at, stage)
    select gen_random_uuid(), 'w' || n, 1, now(), now(), 'draft' from generate_series(1, 2500) n`);
  const { rows } = await exported(boss, { fields: ["name"], filter: { field: "name", op: "startsWith", value: "w" } });
  assert.equal(new Set(rows.map(([name]) => name)).size, 2_500);
  assert.equal(rows.length, 2_500);
});
