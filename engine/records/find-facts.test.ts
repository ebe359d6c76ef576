import assert from "node:assert/strict";
import { test } from "node:test";
import { defineFind } from "#engine/find.ts";
import { derive } from "#engine/rule.ts";
import { widgetModule } from "#test/objects/widget/index.ts";
import { widget } from "#test/objects/widget/widget.object.ts";
import { startToyCompany, TOYS } from "#test/toy-company.ts";

const asked: number[] = [];

/** The dearest price paid for a widget of the same gadget. */
const usualPrice = defineFind(widget, {
  name: "usualPrice",
  rights: { widget: ["read"] },
  reads: ["gadget.parent"],
  needs: (record) => record.unitPrice === null && record.gadgetId !== null,

  async run(asking, { records }) {
    asked.push(asking.length);
    const others = await records.find(widget, { filter: { field: "unitPrice", op: "isNotEmpty" } });
    return asking.map(({ record, facts }) => {
      const price = others.find((other) => other.gadgetId === record.gadgetId)?.unitPrice;
      return price === undefined ? null : { price, range: facts.related("gadget.parent")?.name };
    });
  },
});

const priceIsTheUsualOne = derive(widget, (record, { found }) => {
  const usual = found<{ price: string; range?: string }>("usualPrice");
  return record.unitPrice === null && usual ? { unitPrice: usual.price, summary: usual.range ?? null } : {};
});

const asking = { ...widgetModule, finds: [usualPrice], rules: [...(widgetModule.rules ?? []), priceIsTheUsualOne] };
const toys = await startToyCompany([asking, ...TOYS.filter((module) => module !== widgetModule)]);
const mia = await toys.person({ name: "Mia" });

test("what rules look up is asked once for all records that need it, and for no other", async () => {
  const range = await toys.add("gadget", { name: "Range" });
  const press = await toys.add("gadget", { name: "Press", parentId: range.id });
  const priced = await toys.add("widget", { name: "Priced", gadgetId: press.id, unitPrice: "7.5" });
  asked.length = 0;
  const { records } = await toys.as(mia);

  const outcomes = await records.createMany("widget", [
    { name: "A", gadgetId: press.id },
    { name: "B", gadgetId: press.id, unitPrice: "3" },
    { name: "C" },
    { name: "D", gadgetId: press.id },
  ]);

  const prices = outcomes.map((outcome) => (outcome.ok ? outcome.record.unitPrice : outcome.error.code));
  assert.deepEqual(prices, [priced.unitPrice, "3", null, priced.unitPrice]);
  assert.deepEqual(asked, [2]);
  assert.equal(outcomes[0]!.ok && outcomes[0]!.record.summary, "Range", "a rule reads what a reference of a reference points to");
});

test("the answer does not depend on what the writer may see", async () => {
  const permissions = { widget: { create: "own", read: "none" }, gadget: { read: "company" } };
  const blind = await toys.add("role", { name: "Blind", code: "blind", permissions });
  const newcomer = await toys.person({ name: "New", rolesIds: [blind.id] });
  const lathe = await toys.add("gadget", { name: "Lathe" });
  await toys.add("widget", { name: "Old", gadgetId: lathe.id, unitPrice: "12" });

  const { records } = await toys.as(newcomer);
  const made = await records.create("widget", { name: "Mine", gadgetId: lathe.id });

  assert.equal(made.unitPrice, "12");
  assert.deepEqual(await records.find("widget", {}), []);
});
