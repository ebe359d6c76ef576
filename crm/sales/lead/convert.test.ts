import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, stored, namesOfEvents, engineWrites } = await startCrmCompany();

test("a lead becomes account, contact and opportunity in one step", async () => {
  const rep = await make.user();
  const product = await make.product();
  const lead = await make.lead({
    ownerId: rep.userId,
    name: "张建国",
    company: "北京华江科技有限公司",
    industry: "technology",
    position: "信息中心主任",
    productId: product.id,
    source: "exhibition",
  });
  await make.followUp(["lead", lead]);

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/convert`, { amount: "268000", closeDate: "2026-06-30" });

  assert.equal(response.status, 200, response.text);
  assert.equal(response.body.status, "converted");
  const { accountId, contactId, opportunityId, convertedAt } = await stored("lead", lead.id);
  assert.ok(convertedAt);
  const account = await stored("account", accountId);
  assert.deepEqual([account.name, account.industry, account.ownerId], ["北京华江科技有限公司", "technology", rep.userId]);
  const contact = await stored("contact", contactId);
  assert.deepEqual([contact.name, contact.accountId, contact.position], ["张建国", accountId, "信息中心主任"]);
  const deal = await stored("opportunity", opportunityId);
  assert.deepEqual([deal.stage, deal.leadId, deal.productId, deal.source], ["research", lead.id, product.id, "exhibition"]);
  assert.equal(deal.closeDate, "2026-06-30");
  assert.equal((await namesOfEvents(lead.id)).at(-1), "lead.converted");
});

test("what was said to the lead stays there and shows on the account", async () => {
  const rep = await make.user();
  const lead = await make.lead({ ownerId: rep.userId, company: "苏州聪信软件有限公司" });
  const said = await make.followUp(["lead", lead]);

  await as(rep).post(`/api/v1/leads/${lead.id}/convert`, {});

  const after = await stored("followUp", said.id);
  const { accountId } = await stored("lead", lead.id);
  assert.deepEqual([after.aboutObject, after.aboutId, after.accountId], ["lead", lead.id, accountId]);
  assert.equal((await stored("account", accountId)).lastFollowUpAt, said.at);
});

test("converting reuses the account and contact that are there already", async () => {
  const rep = await make.user();
  const account = await make.account({ name: "无锡格尔精密制造有限公司", ownerId: rep.userId });
  const contact = await make.contact({ accountId: account.id, name: "老李", mobile: "13912345678" });
  const lead = await make.lead({ ownerId: rep.userId, company: "无锡格尔精密制造", mobile: "+86 139-1234-5678", name: "李工" });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/convert`, { createOpportunity: false });

  assert.equal(response.status, 200, response.text);
  const after = await stored("lead", lead.id);
  assert.deepEqual([after.accountId, after.contactId, after.opportunityId], [account.id, contact.id, null]);
});

test("a customer in the pool comes along with the lead", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account" });
  const account = await make.account({ name: "长沙湘鹤纺织有限公司", poolId: pool.id });
  const lead = await make.lead({ ownerId: rep.userId, company: "长沙湘鹤纺织有限公司" });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/convert`, {});

  assert.equal(response.status, 200, response.text);
  assert.equal((await stored("account", account.id)).ownerId, rep.userId);
  const spell = await engineWrites((ctx) => ctx.ownership.current("account", account.id));
  assert.deepEqual([spell?.gained, spell?.poolId], ["claimed", pool.id]);
});

test("a colleague's customer is not taken over by converting a lead", async () => {
  const [rep, colleague] = [await make.user(), await make.user()];
  await make.account({ name: "宁波泰西能源有限公司", ownerId: colleague.userId });
  const lead = await make.lead({ ownerId: rep.userId, company: "宁波泰西能源有限公司" });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/convert`, {});

  assert.equal(response.status, 409);
  assert.equal(response.body.code, "lead.account_held");
  assert.ok(response.body.title.includes(colleague.name));
  assert.equal((await stored("lead", lead.id)).status, "assigned", "nothing of the conversion stays");
});

test("the chosen contact must belong to the chosen account", async () => {
  const rep = await make.user();
  const [account, other] = [await make.account({ ownerId: rep.userId }), await make.account({ ownerId: rep.userId })];
  const contact = await make.contact({ accountId: other.id });
  const lead = await make.lead({ ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/convert`, { accountId: account.id, contactId: contact.id });

  assert.equal(response.body.code, "lead.contact_elsewhere");
});

test("another's account cannot be chosen", async () => {
  const rep = await make.user();
  const hidden = await make.account({ ownerId: (await make.user()).userId });
  const lead = await make.lead({ ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/convert`, { accountId: hidden.id });

  assert.equal(response.status, 404);
});

test("a lead is converted once, and not while nobody holds it", async () => {
  const rep = await make.user();
  const lead = await make.lead({ ownerId: rep.userId });
  const free = await make.lead({ poolId: (await make.pool()).id });
  await as(rep).post(`/api/v1/leads/${lead.id}/convert`, {});

  assert.equal((await as(rep).post(`/api/v1/leads/${lead.id}/convert`, {})).body.code, "lead.converted");
  assert.equal((await as(rep).post(`/api/v1/leads/${free.id}/convert`, {})).status, 403);
});
