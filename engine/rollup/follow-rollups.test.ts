import assert from "node:assert/strict";
import { test } from "node:test";
import { startToyCompany } from "#test/toy-company.ts";

const toys = await startToyCompany();
const mia = await toys.person({ name: "Mia" });
const { records } = await toys.as(mia);

async function totals(id: string) {
  const { widgetCount, total, shippedTotal, nextDue, lastSeen, size } = await records.get("gadget", id);
  return { widgetCount, total, shippedTotal, nextDue, lastSeen, size };
}

test("counts, sums and extremes follow every write of the children", async () => {
  const gadget = await records.create("gadget", { name: "Crane" });
  const nothing = { widgetCount: 0, total: "0.00", shippedTotal: "0.00", nextDue: null, lastSeen: null, size: "none" };
  assert.deepEqual(await totals(gadget.id), nothing);

  const early = await records.create("widget", { name: "Early", gadgetId: gadget.id, amount: "10.5", dueDate: "2026-01-01" });
  const late = await records.create("widget", { name: "Late", gadgetId: gadget.id, amount: "4.5", dueDate: "2026-06-01" });
  assert.deepEqual(await totals(gadget.id), { ...nothing, widgetCount: 2, total: "15.00", nextDue: "2026-01-01", size: "small" });

  await records.update("widget", early.id, { dueDate: "2026-07-01", amount: "20" });
  assert.deepEqual(await totals(gadget.id), { ...nothing, widgetCount: 2, total: "24.50", nextDue: "2026-06-01", size: "small" });

  await records.perform("widget", "advance", early.id, {});
  await records.perform("widget", "advance", early.id, {});
  assert.equal((await totals(gadget.id)).shippedTotal, "20.00");

  await records.remove("widget", late.id);
  assert.deepEqual(await totals(gadget.id), {
    ...nothing,
    widgetCount: 1,
    total: "20.00",
    shippedTotal: "20.00",
    nextDue: "2026-07-01",
    size: "small",
  });
});

test("a child that moves leaves one parent and enters the other", async () => {
  const from = await records.create("gadget", { name: "Here" });
  const to = await records.create("gadget", { name: "There" });
  const widget = await records.create("widget", {
    name: "Mover",
    gadgetId: from.id,
    amount: "7",
    seenAt: "2026-01-01T00:00:00Z",
  });
  await records.update("widget", widget.id, { gadgetId: to.id });
  assert.equal((await totals(from.id)).widgetCount, 0);
  assert.equal((await totals(from.id)).lastSeen, null);
  assert.equal((await totals(to.id)).total, "7.00");
  assert.equal((await totals(to.id)).lastSeen, "2026-01-01T00:00:00.000Z");
});

test("roll-ups and what follows from them raise no version, but the rule's result is a fact", async () => {
  const gadget = await records.create("gadget", { name: "Quiet" });
  await records.createMany(
    "widget",
    [1, 2, 3].map((i) => ({ name: `Quiet ${i}`, gadgetId: gadget.id })),
  );
  const after = await records.get("gadget", gadget.id);
  assert.equal(after.version, 1);
  assert.equal(after.size, "large");
  const events = await toys.eventsOf(gadget.id);
  assert.deepEqual(events.at(-1)!.changes, { size: ["none", "large"] });
});

test("a roll-up never exceeds its bound, from either side", async () => {
  const gadget = await records.create("gadget", { name: "Tight", budget: "100" });
  await records.create("widget", { name: "Fits", gadgetId: gadget.id, amount: "60" });
  await assert.rejects(records.create("widget", { name: "Too much", gadgetId: gadget.id, amount: "40.01" }), {
    code: "rollup.over_bound",
    status: 409,
  });
  await assert.rejects(records.update("gadget", gadget.id, { budget: "59" }), { code: "rollup.over_bound" });
  assert.equal((await totals(gadget.id)).total, "60.00");
});

test("many writers at once lose no cent", async () => {
  const gadget = await records.create("gadget", { name: "Busy" });
  await Promise.all(
    Array.from({ length: 30 }, (_, i) => records.create("widget", { name: `Busy ${i}`, gadgetId: gadget.id, amount: "0.1" })),
  );
  assert.deepEqual(
    { count: 30, total: "3.00" },
    { count: (await totals(gadget.id)).widgetCount, total: (await totals(gadget.id)).total },
  );
});
