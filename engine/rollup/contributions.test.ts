import assert from "node:assert/strict";
import { test } from "node:test";
import { rollup } from "#engine/object.ts";
import { startToyCompany, TOYS } from "#test/toy-company.ts";
import { compareRollups } from "./recompute-rollups.ts";

const toys = await startToyCompany(
  TOYS.map((module) => {
    if (module.object.name !== "gadget") return module;
    const prices = rollup({ kind: "sum", of: "widget", by: "gadget", field: "unitPrice" });
    return { ...module, object: { ...module.object, fields: { ...module.object.fields, prices } } };
  }),
);
const mia = await toys.person();

test("a sum of values finer than itself is the same whether they came together or one by one", async () => {
  const ctx = await toys.as(mia);
  const gadget = await ctx.records.create("gadget", { name: "Fine" });
  const fine = (name: string) => ({ name, gadgetId: gadget.id, unitPrice: "0.00004" });
  await ctx.records.createMany("widget", ["One", "Two", "Three"].map(fine));
  assert.deepEqual(await compareRollups(ctx), []);
  await ctx.records.create("widget", fine("Four"));
  assert.deepEqual(await compareRollups(ctx), []);
});
