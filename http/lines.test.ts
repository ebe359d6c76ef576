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
