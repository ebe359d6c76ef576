import assert from "node:assert/strict";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { test } from "node:test";
import iconv from "iconv-lite";
import sql from "sql-template-tag";
import { importsOf } from "#test/import-file.ts";
import { startToyCompany } from "#test/toy-company.ts";
import type { Engine } from "../ctx.ts";
import { wordsOf } from "../labels.ts";
import { failedRows } from "./failed-rows.ts";
import { importAgain, readImport } from "./import-job.ts";
import { importTemplate } from "./import-template.ts";
import { detectFormat, readTable } from "./read-table.ts";
import { runImport } from "./run-import.ts";

const company = await startToyCompany();
const imports = importsOf(company);
const boss = await company.person();

const namesOf = async (object = "widget") =>
  (await company.database.query(sql`select name from ${company.table(object)} where deleted_at is null order by name`)).map(
    (row) => row.name,
  );
const widgetNamed = async (name: string) =>
  (await company.database.query(sql`select * from ${company.table("widget")} where name = ${name} and deleted_at is null`))[0]!;
const targetOf = (mapping: { columns: { column: number; path: string }[] }) =>
  Object.fromEntries(mapping.columns.map(({ column, path }) => [column, path]));

test("headers in any language are mapped by themselves, and a file in GB18030 is read", async () => {
  const words = wordsOf(company.engine.modules, "zh-CN");
  const chinese = (key: string) => words(`widget.fields.${key}`);
  const header = ["name", "amount", "dueDate"].map(chinese).join(",");
  const job = await imports.upload(boss, "widget", iconv.encode(`${header}\n齿轮,12.50,2026-03-05\n`, "gb18030"));
  assert.deepEqual(targetOf(job.payload.mapping), { 0: "name", 1: "amount", 2: "dueDate" });
  assert.deepEqual(job.payload.sample, [["齿轮", "12.50", "2026-03-05"]]);

  const english = await imports.upload(boss, "widget", "Name (required),due_date,Gadget\nCog,3/1/2026,x\n");
  assert.deepEqual(targetOf(english.payload.mapping), { 0: "name", 1: "dueDate", 2: "gadget" });
  assert.deepEqual(english.payload.columns[1]!.dateFormats, ["DD/MM/YYYY", "MM/DD/YYYY"]);
});

test("a dry run says what would happen and keeps nothing", async () => {
  const job = await imports.upload(
    boss,
    "widget",
    "Name,Colour,Gadget\nDry one,red,\nDry two,pink,Nowhere\nDry three,Green,Nowhere\n",
  );
  const view = await imports.run(boss, job.id, true);
  assert.equal(view.state, "checked");
  assert.deepEqual([view.result!.created, view.result!.failed], [1, 2]);
  assert.deepEqual(view.result!.unresolved, [
    { column: 1, path: "colour", value: "pink", count: 1 },
    { column: 2, path: "gadget", value: "Nowhere", count: 2 },
  ]);
  assert.deepEqual(
    (await namesOf()).filter((name) => name.startsWith("Dry")),
    [],
  );
});

test("values are what the person says they mean", async () => {
  const text =
    "Name,Colour,Gadget\nMeant one,pink,Nowhere\nMeant two,rosé,Somewhere\nMeant three,,skip me\nMeant four,,refuse me\n";
  const job = await imports.upload(boss, "widget", text);
  await imports.map(boss, job, {
    columns: [
      {
        column: 0,
        path: "name",
        transforms: [
          { kind: "replace", from: "Meant ", to: "" },
          { kind: "prefix", text: "Said " },
        ],
      },
      { column: 1, path: "colour", values: { pink: { as: "red" } }, otherwise: "empty" },
      {
        ...{ column: 2, path: "gadget", lookup: "name" },
        values: {
          Nowhere: { do: "create" },
          Somewhere: { do: "create" },
          "skip me": { do: "empty" },
          "refuse me": { do: "reject" },
        },
      },
    ],
  });
  const view = await imports.run(boss, job.id);
  assert.deepEqual([view.result!.created, view.result!.failed], [3, 1]);
  assert.equal((await widgetNamed("Said one")).colour, "red");
  assert.equal((await widgetNamed("Said two")).colour, null);
  assert.equal((await widgetNamed("Said three")).gadget_id, null);
  assert.ok((await namesOf("gadget")).includes("Somewhere"));
});

test("failed rows come back as they were, each with its reasons", async () => {
  const view = await imports.importAll(
    boss,
    "widget",
    "Name,Quantity,Due date\nGood,5,2026-01-01\n,x,2026-13-45\nBad,-3,2026-01-01\n",
    {
      columns: [
        { column: 0, path: "name" },
        { column: 1, path: "quantity" },
        { column: 2, path: "dueDate" },
      ],
    },
  );
  assert.deepEqual([view.state, view.result!.created, view.result!.failed], ["done", 1, 2]);
  assert.deepEqual(
    view.result!.problems.map(({ row, path, code }) => [row, path, code]),
    [
      [3, "quantity", "invalid.integer"],
      [3, "dueDate", "invalid.date"],
      [4, "quantity", "invalid.too_small"],
    ],
  );
  const ctx = await company.as(boss);
  const bytes = await buffer(await failedRows(ctx, await readImport(ctx, view.id), "xlsx"));
  const open = async () => Readable.from([bytes]);
  const { header, rows } = await readTable(open, await detectFormat(open));
  const found: string[][] = [];
  for await (const { cells } of rows) found.push(cells);
  assert.deepEqual(header.slice(0, 4), ["Name", "Quantity", "Due date", "Row"]);
  assert.deepEqual(
    found.map((cells) => cells.slice(0, 4)),
    [
      ["", "x", "2026-13-45", "3"],
      ["Bad", "-3", "2026-01-01", "4"],
    ],
  );
  assert.match(found[0]![4]!, /Quantity/);
});

test("with a key, what is there is changed and equal keys of the file are one record", async () => {
  const mapping = {
    columns: [
      { column: 0, path: "serial" },
      { column: 1, path: "name" },
      { column: 2, path: "quantity" },
    ],
    mode: "upsert" as const,
    key: ["serial"],
  };
  const first = await imports.importAll(boss, "widget", "Serial,Name,Quantity\nS1,Keyed one,1\nS2,Keyed two,2\nS1,,3\n", mapping);
  assert.deepEqual([first.result!.created, first.result!.updated], [3, 0]);
  assert.equal((await widgetNamed("Keyed one")).quantity, 3);

  const second = await imports.importAll(boss, "widget", "Serial,Name,Quantity\nS1,Keyed one,9\nS3,Keyed three,1\n", mapping);
  assert.deepEqual([second.result!.created, second.result!.updated], [1, 1]);
  assert.equal((await widgetNamed("Keyed one")).quantity, 9);
  assert.equal((await namesOf()).filter((name) => name.startsWith("Keyed")).length, 3);

  const onlyUpdates = await imports.importAll(boss, "widget", "Serial,Name,Quantity\nS9,Keyed nine,1\n", {
    ...mapping,
    mode: "update",
  });
  assert.deepEqual(
    onlyUpdates.result!.problems.map(({ code }) => code),
    ["import.key_not_found"],
  );
});

test("rows that are already there under another spelling go the way the person chose", async () => {
  await company.add("widget", { name: "北京远大机械有限公司", ownerId: boss.userId });
  const text = "Name,Quantity\n远大机械（北京）,1\n北京 远大机械,7\n";
  const skip = await imports.importAll(boss, "widget", text, { duplicates: "skip" });
  assert.deepEqual([skip.result!.created, skip.result!.skipped], [1, 1]);
  const reject = await imports.importAll(boss, "widget", "Name,Quantity\n北京远大机械,1\n", { duplicates: "reject" });
  assert.deepEqual(
    reject.result!.problems.map(({ code }) => code),
    ["import.duplicate"],
  );
  const update = await imports.importAll(boss, "widget", "Quantity,Name\n8,北京远大机械股份有限公司\n", { duplicates: "update" });
  assert.equal(update.result!.updated, 1);
  assert.equal((await widgetNamed("北京远大机械股份有限公司")).quantity, 8);
});

test("a reference to a row that comes later in the same file is set in the end", async () => {
  const view = await imports.importAll(
    boss,
    "gadget",
    "Name,Parent\nChild gadget,Parent gadget\nParent gadget,\nOrphan gadget,Nobody\n",
    {
      columns: [
        { column: 0, path: "name" },
        { column: 1, path: "parent" },
      ],
    },
  );
  assert.deepEqual(
    [view.result!.created, view.result!.problems.map(({ row, code }) => [row, code])],
    [3, [[4, "import.reference_missing"]]],
  );
  const [child] = await company.database.query(sql`
    select p.name from ${company.table("gadget")} c join ${company.table("gadget")} p on p.id = c.parent_id where c.name = 'Child gadget'`);
  assert.equal(child!.name, "Parent gadget");
});

test("children come in with their parents, once", async () => {
  const mapping = {
    columns: [
      { column: 0, path: "name" },
      { column: 1, path: "budget" },
    ],
    mode: "upsert" as const,
    key: ["name"],
  };
  await imports.importAll(boss, "gadget", "Name,Budget\nBox,100\n", mapping);
  const again = await imports.importAll(boss, "gadget", "Name,Budget\nBox,100\n", mapping);
  assert.equal(again.result!.updated, 1);
  assert.equal((await namesOf("gadget")).filter((name) => name === "Box").length, 1);
});

const MANY = `Name,Serial\n${Array.from({ length: 1_300 }, (_, i) => `Many ${i},M${i}`).join("\n")}\n`;
const many = async () => (await namesOf()).filter((name) => name.startsWith("Many")).length;

test("a killed import goes on where it stood and doubles nothing", async () => {
  const job = await imports.upload(boss, "widget", MANY);
  await imports.map(boss, job, { columns: [{ column: 0, path: "name" }], duplicates: "create" });
  await imports.start(boss, job.id);
  let chunks = 0;
  const dying: Engine = {
    ...company.engine,
    database: {
      ...company.engine.database,
      transaction: (work) =>
        company.engine.database.transaction(async (tx) => {
          const result = await work(tx);
          if (++chunks > 1) throw new Error("killed before the commit");
          return result;
        }),
    },
  };
  await assert.rejects(runImport(dying, company.company, job.id), /killed/);
  assert.equal(await many(), 500);
  assert.equal((await imports.view(boss, job.id)).state, "running");

  await runImport(company.engine, company.company, job.id);
  const view = await imports.view(boss, job.id);
  assert.deepEqual([view.state, view.done, view.result!.created, await many()], ["done", 1_300, 1_300, 1_300]);
  await runImport(company.engine, company.company, job.id);
  assert.equal(await many(), 1_300);
});

test("two workers on one import write every row once", async () => {
  const job = await imports.upload(boss, "widget", MANY.replaceAll("Many", "Twice"));
  await imports.map(boss, job, { columns: [{ column: 0, path: "name" }], duplicates: "create" });
  await imports.start(boss, job.id);
  await Promise.all([runImport(company.engine, company.company, job.id), runImport(company.engine, company.company, job.id)]);
  assert.equal((await namesOf()).filter((name) => name.startsWith("Twice")).length, 1_300);
  assert.equal((await imports.view(boss, job.id)).state, "done");
});

test("history is set in migration mode only, and policies become warnings the person accepts", async () => {
  const columns = [
    { column: 0, path: "name" },
    { column: 1, path: "stage" },
    { column: 2, path: "createdAt" },
    { column: 3, path: "owner", lookup: "login" },
  ];
  const text = `Name,Stage,Created,Owner\nOld one,Shipped,2020-05-06,${boss.name}\n`;
  await assert.rejects(imports.importAll(boss, "widget", text, { columns }), { code: "invalid" });
  const refused = await imports.importAll(boss, "widget", text, { columns, migrating: true });
  assert.deepEqual(
    refused.result!.problems.map(({ code }) => code),
    ["widget.due_date_missing"],
  );

  const view = await imports.importAll(boss, "widget", text, { columns, migrating: true, accept: ["widget.due_date_missing"] });
  assert.deepEqual([view.result!.created, view.result!.warned], [1, 1]);
  const old = await widgetNamed("Old one");
  assert.deepEqual([old.stage, old.owner_id, old.created_at], ["shipped", boss.userId, "2020-05-05T16:00:00.000Z"]);

  const rep = await company.person({ rolesIds: [company.roles.rep] });
  await assert.rejects(imports.importAll(rep, "widget", text, { columns, migrating: true }), { code: "forbidden.migrate" });
});

test("a file of the same headers is mapped as it was the last time, also for another object", async () => {
  const text = "Weird,Stranger\nRemember,3\n";
  await imports.importAll(boss, "widget", text, {
    columns: [
      { column: 0, path: "name" },
      { column: 1, path: "quantity" },
    ],
  });
  const next = await imports.upload(boss, "widget", text);
  assert.deepEqual(targetOf(next.payload.mapping), { 0: "name", 1: "quantity" });
  const other = await company.within(boss, (ctx) => importAgain(ctx, next.id, company.model.objects.get("gadget")!));
  assert.deepEqual([other.payload.object, other.payload.fileKey], ["gadget", next.payload.fileKey]);
});

test("another person's import does not exist", async () => {
  const job = await imports.upload(boss, "widget", "Name\nMine\n");
  const rep = await company.person({ rolesIds: [company.roles.rep] });
  await assert.rejects(imports.view(rep, job.id), { code: "not_found" });
});

test("the template's headers are mapped by themselves", async () => {
  const bytes = await buffer(importTemplate(await company.as(boss), company.model.objects.get("widget")!));
  const open = async () => Readable.from([bytes]);
  const { header } = await readTable(open, await detectFormat(open));
  assert.equal(header[0], "Name");
  assert.ok(header.includes("Gadget"));
});

test("an import is its author's alone: an administrator neither reads the file nor runs it as him", async () => {
  const keeper = await company.add("role", { name: "Keeper", code: "keeper", permissions: {}, rights: ["configure"] });
  const administrator = await company.person({ rolesIds: [keeper.id] });
  const job = await imports.upload(boss, "widget", "Name\nSecret\n");

  await assert.rejects(imports.view(administrator, job.id), { code: "not_found" });
  await assert.rejects(imports.map(administrator, job, { mode: "create" }), { code: "not_found" });
});
