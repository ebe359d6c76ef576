import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make } = await startCrmCompany();
const rep = await make.user();
const account = await make.account({ ownerId: rep.userId });

const add = (values: Record<string, unknown>) =>
  as(rep).post("/api/v1/invoice-titles", { accountId: account.id, name: "北京华江科技有限公司", ...values });

test("a company's tax number carries its check character", async () => {
  const missing = await add({});
  const wrong = await add({ taxNumber: "91110108MA01ABCD2X" });
  const right = await add({ taxNumber: "91350100m000100y43 " });
  const older = await add({ taxNumber: "110108123456789" });
  const person = await add({ type: "personal", name: "王小明" });

  assert.deepEqual([missing.body.code, missing.body.errors[0].field], ["invoiceTitle.tax_number_missing", "taxNumber"]);
  assert.deepEqual([wrong.body.code, wrong.body.errors[0].field], ["invoiceTitle.tax_number_wrong", "taxNumber"]);
  assert.equal(right.body.taxNumber, "91350100M000100Y43", right.text);
  assert.equal(older.status, 201);
  assert.equal(person.status, 201, person.text);
});

test("a customer has one default title", async () => {
  const first = (await add({ type: "personal", name: "一号" })).body;
  const second = (await add({ type: "personal", name: "二号" })).body;

  const both = await Promise.all([first, second].map(({ id }) => as(rep).post(`/api/v1/invoice-titles/${id}/makeDefault`, {})));
  const listed = await as(rep).get(
    `/api/v1/invoice-titles?filter=${encodeURIComponent(JSON.stringify({ field: "isDefault", op: "eq", value: true }))}`,
  );
  const again = await as(rep).post(`/api/v1/invoice-titles/${listed.body.items[0].id}/makeDefault`, {});

  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  );
  assert.equal(listed.body.items.length, 1);
  assert.equal(again.body.code, "invoiceTitle.is_default");
});

test("titles are seen by those who see the customer", async () => {
  const title = (await add({ type: "personal", name: "别人看不到" })).body;
  const stranger = await make.user("sales", "north");

  assert.equal((await as(stranger).get(`/api/v1/invoice-titles/${title.id}`)).status, 404);
});
