import assert from "node:assert/strict";
import { test } from "node:test";
import type { AppError } from "#engine/errors.ts";
import { compileModel } from "#engine/model/compile.ts";
import type { ObjectDefinition } from "#engine/object.ts";
import { startToyCompany, TOYS } from "#test/toy-company.ts";

const toys = await startToyCompany();
const mia = await toys.person({ name: "Mia" });
const { records } = await toys.as(mia);

const vase = { name: "Vase", quantity: 2, price: "10.005" };
const lamp = { name: "Lamp", price: "30" };

async function itemsOf(parcelId: string) {
  const filter = { field: "parcel", op: "eq", value: parcelId } as const;
  return await records.find("parcelItem", { filter, sort: "position", limit: 50 });
}

const namesOf = async (parcelId: string) => (await itemsOf(parcelId)).map(({ name }) => name);

async function refusal(work: Promise<unknown>): Promise<{ code: string; fields: string[] }> {
  const error = (await work.then(
    () => assert.fail("it was not refused"),
    (reason: unknown) => reason,
  )) as AppError;
  return { code: error.code, fields: (error.details.errors ?? []).map(({ field, code }) => `${field} ${code}`) };
}

test("a parcel comes with its items, in order, and knows what they are worth", async () => {
  const parcel = await records.create("parcel", { name: "Gifts", lines: [vase, lamp] });

  assert.deepEqual([parcel.itemCount, parcel.worth], [2, "50.01"]);
  assert.deepEqual(
    (await itemsOf(parcel.id)).map(({ name, position, amount }) => [name, position, amount]),
    [
      ["Vase", 1, "20.01"],
      ["Lamp", 2, "30.00"],
    ],
  );
  assert.deepEqual(await records.get("parcel", parcel.id), parcel);
});

test("lines are changed, added, left out and put in another order in one change", async () => {
  const { id, version } = await records.create("parcel", { name: "Gifts", lines: [vase, lamp, { name: "Cup", price: "5" }] });
  const [first, , third] = await itemsOf(id);

  const changed = await records.update(
    "parcel",
    id,
    { lines: [{ id: third!.id }, { name: "Bowl", price: "7" }, { id: first!.id, quantity: 3 }] },
    { version },
  );

  assert.deepEqual(
    (await itemsOf(id)).map(({ name, quantity }) => [name, quantity]),
    [
      ["Cup", 1],
      ["Bowl", 1],
      ["Vase", 3],
    ],
  );
  assert.deepEqual([changed.itemCount, changed.worth, changed.version], [3, "42.02", version + 1]);
  const told = (await toys.eventsOf(id)).findLast(({ data }) => (data as Record<string, unknown>).lines);
  assert.deepEqual((told!.data as Record<string, unknown>).lines, { added: 1, changed: 2, removed: 1 });
  assert.deepEqual(
    (await toys.eventsOf(first!.id)).map(({ name }) => name),
    ["parcelItem.created", "parcelItem.updated"],
  );
});

test("lines that are not stated stay, and lines that stay as they are make no new version", async () => {
  const { id, version } = await records.create("parcel", { name: "Gifts", lines: [vase, lamp] });
  const items = await itemsOf(id);

  const same = await records.update("parcel", id, { lines: items.map((item) => ({ id: item.id })) });
  const renamed = await records.update("parcel", id, { name: "Presents" });

  assert.deepEqual([same.version, renamed.version], [version, version + 1]);
  assert.deepEqual(await itemsOf(id), items);
});

test("items follow their parcel: a fragile one is worth twice as much", async () => {
  const { id } = await records.create("parcel", { name: "Gifts", lines: [vase, lamp] });

  const fragile = await records.update("parcel", id, { fragile: true });

  assert.equal(fragile.worth, "100.02");
  assert.deepEqual(
    (await itemsOf(id)).map(({ amount }) => amount),
    ["40.02", "60.00"],
  );
});

test("everything that is wrong with a parcel and its items is told at once, and nothing is kept", async () => {
  const before = await records.count("parcel", {});
  const parcel = { lines: [{ ...vase, quantity: 0 }, lamp, { price: "x", colour: "red" }] };

  assert.deepEqual(await refusal(records.create("parcel", parcel)), {
    code: "invalid",
    fields: [
      "lines.0.quantity invalid.too_small",
      "lines.2.price invalid.money",
      "lines.2.colour invalid.unknown_field",
      "lines.2.name invalid.required",
      "name invalid.required",
    ],
  });
  const priceless = { name: "Gifts", lines: [vase, { name: "Letter" }, { name: "Card" }] };
  assert.deepEqual(await refusal(records.create("parcel", priceless)), {
    code: "parcelItem.price_missing",
    fields: ["lines.1.price parcelItem.price_missing", "lines.2.price parcelItem.price_missing"],
  });
  assert.deepEqual(await records.count("parcel", {}), before);
});

test("lines are a list of at most five hundred, and belong to the parcel they are written with", async () => {
  const { id } = await records.create("parcel", { name: "Gifts", lines: [vase] });
  const other = await records.create("parcel", { name: "Others", lines: [lamp] });
  const [theirs] = await itemsOf(other.id);
  const change = (lines: unknown) => refusal(records.update("parcel", id, { lines }));

  assert.deepEqual((await change("vase")).fields, ["lines invalid.lines"]);
  assert.deepEqual((await change([vase, null])).fields, ["lines invalid.lines"]);
  assert.deepEqual((await change(Array(501).fill(vase))).fields, ["lines invalid.too_many_lines"]);
  assert.deepEqual((await change([{ id: theirs!.id, name: "Lamp" }])).fields, ["lines.0.id invalid.reference"]);
  assert.deepEqual((await change([{ ...vase, parcelId: other.id }])).fields, ["lines.0.parcelId invalid.not_by_people"]);
  assert.deepEqual((await change([{ ...vase, amount: "1" }])).fields, ["lines.0.amount invalid.not_by_people"]);
  assert.deepEqual(await namesOf(id), ["Vase"]);
});

test("a parcel that breaks its limit by its items is refused with them", async () => {
  const { id } = await records.create("parcel", { name: "Gifts", limit: "60", lines: [vase, lamp] });
  const [first, second] = await itemsOf(id);

  const over = records.update("parcel", id, { lines: [{ id: first!.id }, { id: second!.id, price: "40" }] });
  assert.equal((await refusal(over)).code, "rollup.over_bound");
  const swapped = await records.update("parcel", id, { lines: [{ name: "Stone", price: "60" }] });
  assert.equal(swapped.worth, "60.00");
});

test("many parcels come with their items; one that is refused leaves the others their place", async () => {
  const outcomes = await records.createMany("parcel", [
    { name: "A", lines: [vase] },
    { name: "B", lines: [{ name: "Letter" }] },
    { name: "C", lines: [lamp, vase] },
  ]);

  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? outcome.record.worth : outcome.error.code)),
    ["20.01", "parcelItem.price_missing", "50.01"],
  );
});

test("the items of a sent parcel are closed to people and open to verbs", async () => {
  const { id } = await records.create("parcel", { name: "Gifts", lines: [vase] });
  const [item] = await itemsOf(id);
  await records.perform("parcel", "send", id, {});

  const attempts = [
    () => records.update("parcel", id, { lines: [] }),
    () => records.create("parcelItem", { parcelId: id, ...lamp }),
    () => records.update("parcelItem", item!.id, { quantity: 5 }),
    () => records.remove("parcelItem", item!.id),
  ];
  for (const attempt of attempts) assert.equal((await refusal(attempt())).code, "parcel.already_sent");
  await records.update("parcel", id, { fragile: true });
  await records.perform("parcel", "repack", id, { lines: [{ id: item!.id }, lamp] });
  assert.deepEqual(await namesOf(id), ["Vase", "Lamp"]);
});

test("a line taken out of a sent parcel cannot be put back by people", async () => {
  const { id } = await records.create("parcel", { name: "Gifts", lines: [vase, lamp] });
  const [first] = await itemsOf(id);
  await records.remove("parcelItem", first!.id);
  await records.perform("parcel", "send", id, {});

  assert.equal((await refusal(records.restore("parcelItem", first!.id))).code, "parcel.already_sent");
});

test("lines taken out together are taken back together", async () => {
  const { id } = await records.create("parcel", { name: "Gifts", lines: [vase, lamp] });
  const [first] = await itemsOf(id);
  await records.update("parcel", id, { lines: [] });
  assert.deepEqual(await namesOf(id), []);

  await records.restore("parcelItem", first!.id);

  assert.deepEqual(await namesOf(id), ["Vase", "Lamp"]);
  assert.equal((await records.get("parcel", id)).worth, "50.01");
});

test("who may create a parcel may fill it, and who may not change it may not change its items", async () => {
  const creating = { parcel: { create: "company", read: "company", update: "none", delete: "none" } };
  const role = await toys.add("role", { name: "Packer", code: "packer", permissions: creating });
  const packer = await toys.person({ rolesIds: [role.id] });
  const { records: theirs } = await toys.as(packer);

  const parcel = await theirs.create("parcel", { name: "Gifts", lines: [vase] });

  assert.equal(parcel.worth, "20.01");
  assert.equal((await refusal(theirs.update("parcel", parcel.id, { lines: [] }))).code, "forbidden");
  assert.equal((await refusal(theirs.create("parcelItem", { parcelId: parcel.id, ...lamp }))).code, "forbidden");
});

test("two people who change the lines of one parcel do not overwrite each other", async () => {
  const { id, version } = await records.create("parcel", { name: "Gifts", lines: [vase] });
  const change = (name: string) => records.update("parcel", id, { lines: [{ name, price: "1" }] }, { version });

  const results = await Promise.allSettled([change("Left"), change("Right")]);

  assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  assert.equal((await namesOf(id)).length, 1);
});

test("a document and lines that do not fit each other are no model", () => {
  const compiledWith = (lines: ObjectDefinition["lines"]) => () =>
    compileModel(
      "test",
      TOYS.map((each) => (each.object.name === "gadget" ? { ...each, object: { ...each.object, lines: lines! } } : each)),
    );

  assert.throws(compiledWith({ object: "nothing", by: "gadget" }), /gadget.lines: no object "nothing"/);
  assert.throws(compiledWith({ object: "widget", by: "gadget" }), /widget.gadget is no required reference to gadget/);
  assert.throws(compiledWith({ object: "parcelItem", by: "parcel" }), /parcelItem.parcel is no required reference to gadget/);
});
