import assert from "node:assert/strict";
import test from "node:test";
import { startTestApp } from "#test/http.ts";

const { as, person } = await startTestApp();
const boss = await person();
const api = as(boss);

const vase = { name: "Vase", quantity: 2, price: "10" };
const lamp = { name: "Lamp", price: "30" };

test("a document is written and read with its lines in one request each", async () => {
  const made = await api.post("/api/v1/parcels?lines=true", { name: "Gifts", lines: [vase, lamp] });
  assert.equal(made.status, 201, made.text);
  assert.deepEqual(
    made.body.lines.map(({ name, amount }: any) => [name, amount.amount]),
    [
      ["Vase", "20.00"],
      ["Lamp", "30.00"],
    ],
  );

  const path = `/api/v1/parcels/${made.body.id}`;
  const lines = [{ id: made.body.lines[1].id, quantity: 2 }];
  const changed = await api.patch(path, { lines }, { "if-match": made.headers.etag });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.body.worth.amount, "60.00");
  assert.equal(changed.body.lines, undefined);

  const stale = await api.patch(path, { lines: [] }, { "if-match": made.headers.etag });
  assert.equal(stale.body.code, "record.stale");
  const read = await api.get(`${path}?lines=true&can=true`);
  assert.deepEqual([read.body.lines.length, read.body.can.lines], [1, true]);
});

test("the same key writes a document and its lines once", async () => {
  const key = { "idempotency-key": "parcel-1" };
  const answers = await Promise.all(
    [1, 2, 3].map(() => api.post("/api/v1/parcels?lines=true", { name: "Once", lines: [vase] }, key)),
  );

  assert.equal(new Set(answers.map(({ body }) => body.lines[0].id)).size, 1);
});

test("what is wrong with a line is told at its place, in words", async () => {
  const refused = await api.post("/api/v1/parcels", { name: "Gifts", lines: [vase, { name: "Cup", price: "much" }] });

  assert.equal(refused.status, 400);
  assert.deepEqual(
    refused.body.errors.map(({ field, message }: any) => [field, message]),
    [["lines.1.price", "Price in line 2 must be an amount, such as 12.30."]],
  );
});

test("a sent parcel says why its lines are closed, and so do the lines", async () => {
  const made = await api.post("/api/v1/parcels?lines=true", { name: "Gifts", lines: [vase] });
  const path = `/api/v1/parcels/${made.body.id}`;
  assert.equal((await api.post(`${path}/send`, {})).status, 200);

  assert.equal((await api.get(`${path}?can=true`)).body.can.lines, "parcel.already_sent");
  const item = await api.get(`/api/v1/parcel-items/${made.body.lines[0].id}?can=true`);
  assert.deepEqual([item.body.can.update, item.body.can.delete], ["parcel.already_sent", "parcel.already_sent"]);
  const { version } = (await api.get(path)).body;
  const refused = await api.patch(path, { lines: [] }, { "if-match": String(version) });
  assert.deepEqual([refused.status, refused.body.code], [409, "parcel.already_sent"]);
});

test("a batch writes documents with their lines", async () => {
  const { body } = await api.post("/api/v1/parcels/batch", {
    create: [
      { name: "A", lines: [vase] },
      { name: "B", lines: [{ name: "Letter" }] },
    ],
  });

  assert.deepEqual(
    body.created.map((one: any) => one.record?.worth.amount ?? one.problem.code),
    ["20.00", "parcelItem.price_missing"],
  );
});

test("the model and the document of the API tell of the lines", async () => {
  const { objects } = (await api.get("/api/v1/model")).body;
  const parcel = objects.find(({ name }: any) => name === "parcel");
  assert.deepEqual(parcel.lines, { object: "parcelItem", by: "parcel", path: "parcel-items" });

  const { schemas } = (await api.get("/api/v1/openapi.json")).body.components;
  assert.equal(schemas.Parcel.properties.lines.items.$ref, "#/components/schemas/ParcelItem");
  assert.deepEqual(Object.keys(schemas.ParcelInput.properties.lines.items.properties).slice(0, 3), ["id", "name", "quantity"]);
});

test("lines are worked out while they are typed, and nothing is kept", async () => {
  const count = async () => (await api.post("/api/v1/parcels/count", {})).body.count;
  const before = await count();

  const typed = { fragile: true, lines: [vase, { price: "5" }, { ...lamp, quantity: 0 }, lamp] };
  const answer = await api.post("/api/v1/parcels/preview", typed);

  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(
    answer.body.lines.map((line: any) => line?.amount.amount ?? null),
    ["40.00", null, null, "60.00"],
  );
  assert.equal(await count(), before);
});

test("what is typed over a stored document stands beside what is stored", async () => {
  const made = await api.post("/api/v1/parcels?lines=true", { name: "Gifts", fragile: true, lines: [vase, lamp] });
  const { id, lines } = made.body;

  const answer = await api.post("/api/v1/parcels/preview", { id, lines: [{ id: lines[1].id, quantity: 3 }, vase] });

  assert.deepEqual(
    answer.body.lines.map((line: any) => [line.id, line.amount.amount]),
    [
      [lines[1].id, "180.00"],
      [answer.body.lines[1].id, "40.00"],
    ],
  );
  assert.equal((await api.get(`/api/v1/parcels/${id}`)).body.worth.amount, made.body.worth.amount);
});

test("a preview is for those who may write, of documents they see, and tells nothing of what they do not", async () => {
  const reads = { parcel: { read: "company" }, widget: { read: "none" } };
  const { id: reader } = (await api.post("/api/v1/roles", { name: "Reader", code: "reader", permissions: reads })).body;
  const refused = await as(await person({ rolesIds: [reader] })).post("/api/v1/parcels/preview", { lines: [vase] });
  assert.equal(refused.body.code, "forbidden", refused.text);

  const owns = { parcel: { create: "own", read: "own", update: "own" }, widget: { read: "none" } };
  const { id: packer } = (await api.post("/api/v1/roles", { name: "Own", code: "ownParcels", permissions: owns })).body;
  const stranger = as(await person({ rolesIds: [packer] }));
  const made = await api.post("/api/v1/parcels", { name: "Gifts", lines: [vase] });
  const unseen = await stranger.post("/api/v1/parcels/preview", { id: made.body.id, lines: [vase] });
  assert.equal(unseen.status, 404, unseen.text);
  const widget = await api.post("/api/v1/widgets?accept=all", { name: "Gear" });
  const named = await stranger.post("/api/v1/parcels/preview", { lines: [{ ...vase, widgetId: widget.body.id }] });
  assert.deepEqual(named.body.lines, [null], named.text);

  assert.equal((await api.post("/api/v1/parcels/preview", { lines: "vase" })).body.errors[0].field, "lines");
  assert.equal((await api.post("/api/v1/widgets/preview", { lines: [] })).status, 404);
});
