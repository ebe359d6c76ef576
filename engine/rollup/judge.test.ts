import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import sql from "sql-template-tag";
import type { AnyRecord, Filter } from "#engine/object.ts";
import { startBareCompany } from "#test/bare-company.ts";
import { leaf, treesOf } from "#test/filter-trees.ts";
import { compileFilter } from "../records/filter.ts";
import { judgeOf } from "./judge.ts";

const { company, model, database, insert } = await startBareCompany();
const widget = model.objects.get("widget")!;

const values = ["red", "green", null].flatMap((colour) => [true, false, null].map((active) => ({ colour, active })));
await insert(
  "widget",
  values.map((each, i) => ({ name: `甲${i}`, recordType: "standard", stage: i % 2 === 0 ? "draft" : "shipped", ...each })),
);

const colours = fc.constantFrom("red", "green", "gold");
const stages = fc.constantFrom("draft", "tested", "shipped");
const some = <T>(each: fc.Arbitrary<T>) => fc.array(each, { maxLength: 3 });
const judged = fc.oneof(
  leaf("colour", ["eq", "ne"], colours),
  leaf("colour", ["in", "notIn"], some(colours)),
  leaf("stage", ["eq", "ne"], stages),
  leaf("stage", ["in", "notIn"], some(stages)),
  leaf("active", ["eq", "ne"], fc.boolean()),
  leaf("colour", ["isEmpty", "isNotEmpty"], fc.constant(undefined)),
  leaf("active", ["isEmpty", "isNotEmpty"], fc.constant(undefined)),
);
const conditions = treesOf(judged);

test("what is judged here is what the database says, for every condition and value", async () => {
  const facts = { company, now: new Date(), userId: null, departmentIds: [], access: null };
  const check = fc.asyncProperty(conditions, async (filter) => {
    const condition = compileFilter(model, widget, filter, "t", facts);
    const rows = await database.query<AnyRecord & { holds: boolean }>(sql`
      select t.colour, t.stage, t.active, (${condition}) is true as holds from "c_toys"."widget" t`);
    const judge = judgeOf(widget, filter);
    assert.equal(rows.length, values.length);
    for (const row of rows) assert.equal(judge!(row), row.holds, JSON.stringify({ filter, row }));
  });
  await fc.assert(check, { numRuns: 200 });
});

test("words, numbers, days and other records are left to the database, wherever they are asked about", () => {
  const open: Filter = { field: "stage", op: "eq", value: "draft" };
  const left: Filter[] = [
    { field: "name", op: "eq", value: "甲" },
    { field: "quantity", op: "gt", value: 0 },
    { field: "dueDate", op: "lt", value: { ago: "0d" } },
    { field: "sizes", op: "hasAny", value: ["small"] },
    { field: "gadget.kind", op: "eq", value: "hand" },
    { some: "widgets" },
  ];
  for (const each of left)
    for (const filter of [each, { and: [open, each] }, { or: [each, open] }, { not: each }])
      assert.equal(judgeOf(widget, filter), null, JSON.stringify(filter));
});
