import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { inTransaction } from "#engine/context.ts";
import type { ObjectModule } from "#engine/module.ts";
import { defineSubscriber } from "#engine/subscriber.ts";
import { startToyCompany, TOYS } from "#test/toy-company.ts";
import { runSubscribers } from "./run-subscribers.ts";
import { settledPosition } from "./settled-position.ts";

const heard: string[] = [];
let poison: string | null = null;

const countsWidgets = defineSubscriber({
  name: "counts-widgets",
  on: ["widget.created", "widget.updated"],
  rights: { gadget: ["read", "create"], widget: ["read"] },
  async run(event, ctx) {
    if (event.recordId === poison) throw new Error("cannot digest this");
    const { name, quantity } = await ctx.records.get("widget", event.recordId);
    heard.push(`${name} ${event.name} ${quantity}`);
    if (event.name === "widget.created") await ctx.records.create("gadget", { name: `Box of ${name}` }, { accept: "all" });
  },
});
const listening: ObjectModule = { ...TOYS[0]!, subscribers: [countsWidgets] };
const toys = await startToyCompany([listening, ...TOYS.slice(1)]);
const mia = await toys.person({ name: "Mia" });
const run = async () => {
  await toys.settled();
  await runSubscribers(toys.engine, toys.company);
};
const boxes = async (name: string) => {
  const { records } = await toys.as(mia);
  return (await records.find("gadget", { filter: { field: "name", op: "eq", value: `Box of ${name}` } })).length;
};

test("a subscriber hears each fact once, also when several processes run", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Bolt" });
  await records.update("widget", widget.id, { quantity: 3 });
  await Promise.all([run(), run(), run()]);
  await run();
  assert.equal(await boxes("Bolt"), 1);
  assert.equal(heard.filter((line) => line.startsWith("Bolt widget.updated")).length, 1);
});

test("an event that cannot be digested stops its own record only, and later ones of the record wait their turn", async () => {
  const { records } = await toys.as(mia);
  const bad = await records.create("widget", { name: "Bad" });
  await records.update("widget", bad.id, { quantity: 1 });
  await records.create("widget", { name: "Good" });
  poison = bad.id;
  await run();
  assert.equal(await boxes("Good"), 1);
  assert.equal(await boxes("Bad"), 0);

  await run();
  assert.equal(await boxes("Bad"), 0, "not before its pause is over");
  poison = null;
  toys.clock.set("2026-03-02T02:00:00Z");
  await run();
  assert.equal(await boxes("Bad"), 1);
  assert.deepEqual(
    heard.filter((line) => line.startsWith("Bad")).map((line) => line.split(" ")[1]),
    ["widget.created", "widget.updated"],
  );
});

test("an event that fails again and again is left for a person", async () => {
  const { records } = await toys.as(mia);
  const bad = await records.create("widget", { name: "Worst" });
  poison = bad.id;
  for (let hour = 3; hour < 20; hour++) {
    toys.clock.set(`2026-03-02T${String(hour).padStart(2, "0")}:00:00Z`);
    await run();
  }
  const [dead] = await toys.database.query(sql`select attempts, retry_at as "retryAt" from ${toys.table("event_dead")}`);
  assert.deepEqual(dead, { attempts: 8, retryAt: null });
});

test("a position is final only when every older transaction has ended", async () => {
  const { records } = await toys.as(mia);
  const created = Promise.withResolvers<void>();
  const leave = Promise.withResolvers<void>();
  const slow = inTransaction(toys.engine, toys.company, mia, async (ctx) => {
    await ctx.records.create("gadget", { name: "Slow" });
    created.resolve();
    await leave.promise;
  });
  await created.promise;
  const quick = await records.create("gadget", { name: "Quick" });
  const [event] = await toys.database.query(sql`select id from ${toys.table("event")} where record_id = ${quick.id}::uuid`);
  assert.ok((await settledPosition(toys.engine, toys.company)) < event!.id, "the slow one may hold a lower position");
  leave.resolve();
  await slow;
  await toys.settled();
  assert.ok((await settledPosition(toys.engine, toys.company)) >= event!.id);
});
