import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { startToyCompany } from "#test/toy-company.ts";
import { examine } from "./examine.ts";

const toys = await startToyCompany();
const mia = await toys.person();

test("a company that was only written through the engine is sound; what is bent from outside is found", async () => {
  const ctx = await toys.as(mia);
  const gadget = await ctx.records.create("gadget", { name: "Sound" });
  const widget = await ctx.records.create("widget", { name: "Part", gadgetId: gadget.id, amount: "5" });
  await toys.within(mia, (tx) => tx.ownership.release("widget", widget.id, { how: "released" }));
  const gone = await ctx.records.create("widget", { name: "Gone", gadgetId: gadget.id });
  await ctx.records.remove("widget", gone.id);
  assert.deepEqual(await examine(ctx), []);

  await toys.database.execute(sql`update ${toys.table("gadget")} set total = 6, owner_id = null`);
  assert.deepEqual(
    (await examine(ctx)).map(({ what, where, count }) => [what, where, count]),
    [
      ["rollup", "gadget.total", 1],
      ["spell", "gadget", 1],
    ],
  );
});
