import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make } = await startCrmCompany();
const admin = await make.user("administrator");
const rep = await make.user();

test("an option that is in use stays, though the administrator sees no record that uses it", async () => {
  await make.account({ ownerId: rep.userId, level: "C" });

  const dropped = await as(admin).put("/api/v1/model/objects/account/fields/level/options", {
    options: [{ value: "A" }, { value: "B" }],
  });

  assert.equal(dropped.body?.code, "model.option_in_use", dropped.text);
});

test("a field is made of what an administrator may say, and nothing of it reaches the database as words of its language", async () => {
  const add = (wish: object) =>
    as(admin).post("/api/v1/model/objects/account/fields", { name: "a1", label: { en: "A" }, ...wish });

  const injected = await add({ type: "number", scale: '4), add column "evil" int, add column "more" numeric(20,4' });
  const fed = await add({ type: "integer", rollup: { kind: "count", of: "contact", by: "account" } });
  const owned = await add({ type: "reference", to: "user", ownership: true, inherits: "update" });
  const bad = await add({ type: "choice", options: "none" });
  const wrong = await add({ type: "integer", default: "many" });
  const good = await add({ type: "number", scale: 2, min: 0, default: 3 });
  const changed = await as(admin).patch("/api/v1/model/objects/account/fields/x_a1", { scale: "9) --", columns: [] });

  for (const refused of [injected, fed, owned, bad, wrong, changed]) assert.equal(refused.status, 400, refused.text);
  assert.equal(good.status, 201, good.text);
  assert.equal((await as(rep).get("/api/v1/accounts")).status, 200);
});

test("what a company adds to a list is offered wherever the list is, and stays while it is used there", async () => {
  const options = [
    { value: "A" },
    { value: "B" },
    { value: "C" },
    { value: "S", label: { "zh-CN": "S 战略", en: "S strategic" } },
  ];
  const listed = "/api/v1/model/objects/account/fields/level/options";
  const added = await as(admin).put(listed, { options });
  const finance = await make.user("finance");
  const book = await as(finance).post("/api/v1/price-books", { name: "战略客户", level: "S" });

  const dropped = await as(admin).put(listed, { options: options.slice(0, 3) });
  const elsewhere = await as(admin).put("/api/v1/model/objects/priceBook/fields/level/options", { options });

  assert.ok(added.status < 300, added.text);
  assert.equal(book.body.level, "S", book.text);
  assert.equal(dropped.body?.code, "model.option_in_use", dropped.text);
  assert.equal(elsewhere.status, 404, elsewhere.text);
});
