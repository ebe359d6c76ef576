import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make } = await startCrmCompany();

test("a deal in another currency is the sum of its lines in that currency", async () => {
  const rep = await make.user();
  const product = await make.product();
  const account = await make.account({ ownerId: rep.userId });
  const made = await as(rep).post("/api/v1/opportunities", { name: "出口", accountId: account.id, currency: "USD", rate: "7" });
  assert.equal(made.status, 201, made.text);
  const line = { opportunityId: made.body.id, productId: product.id, quantity: 2, price: "50" };

  const added = await as(rep).post("/api/v1/opportunity-lines", line);
  const stated = await as(rep).post("/api/v1/opportunity-lines", { ...line, currency: "USD", rate: "7" });

  assert.equal(added.status, 201, added.text);
  assert.equal(stated.status, 201, stated.text);
  assert.deepEqual(added.body.amount, { amount: "100.00", currency: "USD", base: "700.00" });
  const deal = await as(rep).get(`/api/v1/opportunities/${made.body.id}`);
  assert.deepEqual(deal.body.amount, { amount: "200.00", currency: "USD", base: "1400.00" });
  const recoined = await as(rep).patch(
    `/api/v1/opportunities/${made.body.id}`,
    { currency: "EUR", rate: "8" },
    { "if-match": String(deal.body.version) },
  );
  assert.equal(recoined.body.code, "opportunity.currency_of_lines", recoined.text);
});
