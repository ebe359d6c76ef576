import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { startToyCompany } from "#test/toy-company.ts";

const toys = await startToyCompany();
const mia = await toys.person({ name: "Mia" });

test("of many records some of which the database refuses, what is told is of those that stayed, in their order", async () => {
  const { records } = await toys.as(mia);
  const gadget = await records.create("gadget", { name: "Crate", budget: "10" });
  const taken = await records.create("widget", { name: "Taken", serial: "T" });
  const since = await lastPosition();

  const outcomes = await toys.within(mia, async (ctx) => {
    await ctx.records.update("gadget", gadget.id, { rank: 1 });
    const widgets = ["A", "T", "B", "T", "C", "D"].map((serial, i) => ({
      ...{ name: `Part ${i}`, serial, gadgetId: gadget.id },
      amount: serial === "D" ? "100" : "1",
    }));
    const made = await ctx.records.createMany("widget", widgets);
    const changed = await ctx.records.updateMany("widget", [
      { id: taken.id, name: "Still taken" },
      { id: made[0]!.ok ? made[0]!.record.id : "", serial: "T" },
    ]);
    await ctx.records.update("gadget", gadget.id, { rank: 2 });
    return [...made, ...changed];
  });

  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.code)),
    ["ok", "not_unique", "ok", "not_unique", "ok", "rollup.over_bound", "ok", "not_unique"],
  );
  assert.deepEqual(await toldSince(since), [
    ["gadget.updated", [null, 1]],
    ["widget.created", [null, "A"]],
    ["gadget.updated", ["none", "small"]],
    ["widget.created", [null, "B"]],
    ["widget.created", [null, "C"]],
    ["gadget.updated", ["small", "large"]],
    ["widget.updated", ["Taken", "Still taken"]],
    ["gadget.updated", [1, 2]],
  ]);
});

async function lastPosition(): Promise<number> {
  const [row] = await toys.database.query<{ id: number }>(sql`select max(id) as id from ${toys.table("event")}`);
  return row!.id;
}

/** Names and the one change that tells the events apart. */
async function toldSince(position: number): Promise<unknown[]> {
  const rows = await toys.database.query(sql`
    select name, changes from ${toys.table("event")} where id > ${position}::bigint order by event.id`);
  return rows.map(({ name, changes }) => [name, changes.serial ?? changes.rank ?? changes.size ?? changes.name]);
}
