import assert from "node:assert/strict";
import { test } from "node:test";
import { startToyCompany } from "#test/toy-company.ts";

const toys = await startToyCompany();
const mia = await toys.person({ name: "Mia" });

test("a deleted record takes with it what belongs to it, and all of it comes back", async () => {
  const { records, ownership } = await toys.as(mia);
  const gadget = await records.create("gadget", { name: "Lathe" });
  const widget = await records.create("widget", { name: "Chuck", gadgetId: gadget.id, amount: "10", serial: "C-1" });
  const user = await records.create("widget", { name: "Uses it", spareId: widget.id });
  await records.remove("gadget", gadget.id);

  await assert.rejects(records.get("gadget", gadget.id), { code: "not_found" });
  await assert.rejects(records.get("widget", widget.id), { code: "not_found" });
  assert.equal((await records.get("widget", user.id)).spareId, null, "a reference to be cleared is cleared");
  assert.equal(await ownership.current("widget", widget.id), null);

  await assert.rejects(records.restore("widget", widget.id), { code: "restore.conflict" });
  await records.restore("gadget", gadget.id);
  assert.equal((await records.get("widget", widget.id)).serial, "C-1");
  assert.equal((await records.get("widget", user.id)).spareId, widget.id);
  assert.equal((await records.get("gadget", gadget.id)).widgetCount, 1);
  assert.equal((await ownership.current("widget", widget.id))?.ownerId, mia.userId);
  assert.deepEqual(
    (await toys.eventsOf(widget.id)).map((event) => event.name),
    ["widget.created", "widget.deleted", "widget.restored"],
  );
});

test("what is deleted and restored in one go comes back whole", async () => {
  const { records } = await toys.as(mia);
  const gadget = await records.create("gadget", { name: "Undone" });
  const widget = await records.create("widget", { name: "Undone part", gadgetId: gadget.id });
  await toys.within(mia, async (ctx) => {
    await ctx.records.remove("gadget", gadget.id);
    await ctx.records.restore("gadget", gadget.id);
  });
  assert.equal((await records.get("widget", widget.id)).gadgetId, gadget.id);
  assert.equal((await records.get("gadget", gadget.id)).widgetCount, 1);
});

test("a record that others need is not deleted, and says what holds it", async () => {
  const { records } = await toys.as(mia);
  const parent = await records.create("gadget", { name: "Line" });
  await records.create("gadget", { name: "Station", parentId: parent.id });
  await assert.rejects(records.remove("gadget", parent.id), (error: any) => {
    assert.equal(error.code, "record.in_use");
    assert.deepEqual(error.details.with.inUse, [{ object: "gadget", field: "parent", count: 1 }]);
    return true;
  });
});

test("a restore for which there is no room any more says so and changes nothing", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Gone", serial: "ONE" });
  await records.remove("widget", widget.id, { version: 1 });
  await records.create("widget", { name: "Successor", serial: "ONE" });
  await assert.rejects(records.restore("widget", widget.id), { code: "restore.conflict" });
  await assert.rejects(records.get("widget", widget.id), { code: "not_found" });
});

test("a deletion of an old version, or by someone who may not, is refused", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Kept" });
  await assert.rejects(records.remove("widget", widget.id, { version: 7 }), { code: "record.stale" });
  const colleague = await toys.person({ rolesIds: [toys.roles.rep] });
  await assert.rejects((await toys.as(colleague)).records.remove("widget", widget.id), { code: "forbidden" });
  await assert.rejects((await toys.as(colleague)).records.restore("widget", widget.id), { code: "not_found" });
});

test("a record that is deleted while others build on it is either in use or gone for them", async () => {
  const { records } = await toys.as(mia);
  for (let round = 0; round < 5; round++) {
    const parent = await records.create("gadget", { name: `Contested ${round}` });
    const [removal, ...children] = await Promise.allSettled([
      records.remove("gadget", parent.id),
      ...[1, 2, 3].map((i) => records.create("gadget", { name: `Station ${round}.${i}`, parentId: parent.id })),
    ]);
    const built = children.filter((child) => child.status === "fulfilled").length;
    if (removal.status === "fulfilled") assert.equal(built, 0, "nothing refers to a deleted record");
    else assert.equal(removal.reason.code, "record.in_use");
    for (const child of children)
      if (child.status === "rejected") assert.equal(child.reason.code, "invalid", String(child.reason));
  }
});
