import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { startToyCompany } from "#test/toy-company.ts";
import { compareRollups, recomputeRollups } from "./recompute-rollups.ts";

const toys = await startToyCompany();
const mia = await toys.person();

test("a roll-up that went wrong is found, and set right", async () => {
  const { records } = await toys.as(mia);
  const gadget = await records.create("gadget", { name: "Drifting" });
  for (const amount of ["1", "2.5"]) {
    await records.create("widget", { name: `Part ${amount}`, gadgetId: gadget.id, amount, dueDate: "2026-05-01" });
  }
  const gone = await records.create("widget", { name: "Gone", gadgetId: gadget.id, amount: "9" });
  await records.remove("widget", gone.id);
  const ctx = await toys.as(mia);
  assert.deepEqual(await compareRollups(ctx), []);

  await toys.database.execute(sql`update ${toys.table("gadget")} set total = 99, next_due = null, widget_count = 7`);
  assert.deepEqual(
    (await compareRollups(ctx)).map(({ field, examples }) => [field, examples[0]!.stored, examples[0]!.actual]),
    [
      ["widgetCount", "7", "2"],
      ["total", "99.0000", "3.5000"],
      ["nextDue", null, "2026-05-01"],
    ],
  );
  assert.equal(await toys.engineWrites((tx) => recomputeRollups(tx)), 3);
  assert.deepEqual(await compareRollups(ctx), []);
});
