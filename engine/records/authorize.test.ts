import assert from "node:assert/strict";
import { test } from "node:test";
import type { SystemActor } from "#engine/ctx.ts";
import { startToyCompany } from "#test/toy-company.ts";

const toys = await startToyCompany();
const boss = await toys.person({ name: "Boss" });
const own = { read: "company", create: "own", update: "company", delete: "own" };
const clerk = await toys.add("role", {
  name: "Clerk",
  code: "clerk",
  permissions: { widget: own, gadget: { read: "company" } },
  fieldRules: { widget: { amount: "read", phone: "hide" } },
});
const mia = await toys.person({ name: "Mia", rolesIds: [clerk.id] });

test("fields a person may only read, or not even see, cannot be written, whatever the value", async () => {
  const widget = await (await toys.as(boss)).records.create("widget", { name: "Priced", amount: "5", phone: "13800138001" });
  const { records } = await toys.as(mia);
  for (const change of [{ amount: "6" }, { amount: "5" }, { phone: "13800138001" }]) {
    await assert.rejects(records.update("widget", widget.id, change), { code: "forbidden.field", status: 403 });
  }
  await records.update("widget", widget.id, { quantity: 1 });
});

test("who may create only for himself cannot create for another; who may not create at all is refused", async () => {
  const { records } = await toys.as(mia);
  await records.create("widget", { name: "Mine" });
  await assert.rejects(records.create("widget", { name: "Hers", ownerId: boss.userId }), {
    code: "forbidden.owner",
    status: 403,
  });
  await assert.rejects(records.create("gadget", { name: "Nobody's" }), { code: "forbidden", status: 403 });
});

test("history is set only by those with the right to", async () => {
  const { records } = await toys.as(mia);
  await assert.rejects(records.create("widget", { name: "Old", stage: "tested" }, { migrating: true }), {
    code: "forbidden.migrate",
  });
});

test("a reference to what the writer cannot see is no reference", async () => {
  const blind = await toys.add("role", { name: "Blind", code: "blind", permissions: { widget: own, gadget: { read: "none" } } });
  const noah = await toys.person({ rolesIds: [blind.id] });
  const gadget = await (await toys.as(boss)).records.create("gadget", { name: "Hidden" });
  const { records } = await toys.as(noah);
  await assert.rejects(records.create("widget", { name: "Guess", gadgetId: gadget.id }), (error: any) => {
    assert.deepEqual(error.details.errors, [{ field: "gadgetId", code: "invalid.reference" }]);
    return true;
  });
});

test("a system actor does what its rights state, in its own name, and nothing else", async () => {
  const tidy: SystemActor = {
    kind: "system",
    name: "tidy",
    rights: { widget: ["read", "update"] },
    source: "job",
    language: "en",
  };
  const widget = await (await toys.as(boss)).records.create("widget", { name: "Dusty" });
  const { records } = await toys.as(tidy);
  await records.update("widget", widget.id, { summary: "clean" });
  const event = (await toys.eventsOf(widget.id)).at(-1)!;
  assert.deepEqual([event.actorId, event.via], [null, "tidy"]);
  await assert.rejects(records.remove("widget", widget.id), { code: "forbidden" });
  await assert.rejects(records.create("gadget", { name: "No" }), { code: "forbidden" });
});
