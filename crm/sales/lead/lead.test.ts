import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, stored, namesOfEvents, eventsOf, engineWrites } = await startCrmCompany();

test("a lead I enter is mine and waits for me to follow up", async () => {
  const rep = await make.user();

  const response = await as(rep).post("/api/v1/leads", { name: "王工", company: "北京华江科技有限公司", mobile: "13800138000" });

  assert.equal(response.status, 201, response.text);
  assert.equal(response.body.owner.id, rep.userId);
  assert.equal(response.body.status, "assigned");
});

test("a lead put into a pool is nobody's until it is claimed", async () => {
  const rep = await make.user();
  const pool = await make.pool();

  const response = await as(rep).post("/api/v1/leads", { name: "王工", mobile: "13800138009", poolId: pool.id });

  assert.equal(response.status, 201, response.text);
  assert.deepEqual([response.body.owner, response.body.status], [null, "new"]);
});

test("a lead nobody can reach is refused at the field", async () => {
  const rep = await make.user();

  const response = await as(rep).post("/api/v1/leads", { name: "王工" });

  assert.equal(response.status, 409);
  assert.equal(response.body.code, "lead.phone_missing");
  assert.equal(response.body.errors[0].field, "mobile");
});

test("following up moves a lead on, plans the next time and keeps the first answer", async () => {
  const rep = await make.user();
  const lead = await make.lead({ ownerId: rep.userId });
  const nextAt = "2026-03-05T02:00:00.000Z";

  const followUp = { aboutObject: "lead", aboutId: lead.id, type: "call", content: "有意向，周四再打", nextAt };
  const response = await as(rep).post("/api/v1/follow-ups", followUp);

  assert.equal(response.status, 201, response.text);
  const after = await stored("lead", lead.id);
  assert.equal(after.status, "following");
  assert.equal(after.nextFollowUpAt, nextAt);
  assert.equal(after.firstFollowUpAt, after.lastFollowUpAt);
  assert.equal(after.version, lead.version, "an open form of the lead stays valid");
});

test("nobody changes the status past the verbs", async () => {
  const rep = await make.user();
  const lead = await make.lead({ ownerId: rep.userId });

  const response = await as(rep).patch(`/api/v1/leads/${lead.id}`, { status: "converted" }, { "if-match": `"${lead.version}"` });

  assert.equal(response.status, 400);
  assert.equal((await stored("lead", lead.id)).status, "assigned");
});

test("a manager assigns a lead of the department; the new owner sees it, the old one no more", async () => {
  const manager = await make.user("manager");
  const [from, to] = [await make.user(), await make.user()];
  const lead = await make.lead({ ownerId: from.userId });

  const response = await as(manager).post(`/api/v1/leads/${lead.id}/assign`, { ownerId: to.userId });

  assert.equal(response.status, 200, response.text);
  assert.equal(response.body.owner.id, to.userId);
  assert.equal((await namesOfEvents(lead.id)).at(-1), "lead.assigned");
  assert.equal((await as(to).get(`/api/v1/leads/${lead.id}`)).status, 200);
  assert.equal((await as(from).get(`/api/v1/leads/${lead.id}`)).status, 404);
});

test("assigning keeps to the cap of the pool", async () => {
  const manager = await make.user("manager");
  const rep = await make.user();
  const pool = await make.pool({ holdingCap: 1 });
  await make.lead({ poolId: pool.id, ownerId: rep.userId });
  const lead = await make.lead({ poolId: pool.id, ownerId: manager.userId });

  const response = await as(manager).post(`/api/v1/leads/${lead.id}/assign`, { ownerId: rep.userId });

  assert.equal(response.body.code, "pool.holding_cap");
});

test("a rep assigns nothing, not even his own leads", async () => {
  const [rep, colleague] = [await make.user(), await make.user()];
  const lead = await make.lead({ ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/assign`, { ownerId: colleague.userId });

  assert.equal(response.status, 403);
});

test("nobody hands a lead on by typing another owner", async () => {
  const manager = await make.user("manager");
  const [rep, colleague] = [await make.user(), await make.user()];
  const lead = await make.lead({ ownerId: rep.userId });
  const match = { "if-match": `"${lead.version}"` };

  for (const actor of [rep, manager]) {
    const response = await as(actor).patch(`/api/v1/leads/${lead.id}`, { ownerId: colleague.userId }, match);
    assert.equal(response.status, 400);
    assert.equal(response.body.errors[0].code, "invalid.not_by_people");
  }
});

test("the administrator of a pool hands out what lies in it", async () => {
  const head = await make.user();
  const rep = await make.user();
  const pool = await make.pool({ adminsIds: [head.userId] });
  const lead = await make.lead({ poolId: pool.id });

  const response = await as(head).get(`/api/v1/leads/${lead.id}?can=true`);

  assert.equal(response.status, 200);
  assert.equal(response.body.can.claim, true);
  assert.equal((await as(rep).get(`/api/v1/leads/${lead.id}`)).status, 200);
});

test("returning a lead needs a reason and leaves it to the pool", async () => {
  const rep = await make.user();
  const pool = await make.pool();
  const lead = await make.lead({ ownerId: rep.userId });

  const silent = await as(rep).post(`/api/v1/leads/${lead.id}/release`, {});
  const response = await as(rep).post(`/api/v1/leads/${lead.id}/release`, { reason: "不在我的区域", poolId: pool.id });

  assert.equal(silent.status, 400);
  assert.equal(silent.body.errors[0].field, "reason");
  assert.equal(response.status, 200, response.text);
  assert.equal(response.body.owner, null);
  const after = await stored("lead", lead.id);
  assert.deepEqual([after.ownerId, after.status, after.poolId], [null, "new", pool.id]);
  const last = await engineWrites((ctx) => ctx.ownership.lastLost("lead", lead.id, rep.userId));
  assert.deepEqual([last?.ownerId, last?.lost, last?.reason], [rep.userId, "released", "不在我的区域"]);
  assert.equal((await namesOfEvents(lead.id)).at(-1), "lead.released");
});

test("a lead goes back to no pool of customers", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account" });
  const lead = await make.lead({ ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/release`, { reason: "退回", poolId: pool.id });

  assert.equal(response.body.code, "pool.wrong_type");
});

test("an invalid lead is closed with its reason and can be revived", async () => {
  const rep = await make.user();
  const lead = await make.lead({ ownerId: rep.userId });

  const closed = await as(rep).post(`/api/v1/leads/${lead.id}/invalidate`, { invalidReason: "wrongNumber" });
  const again = await as(rep).post(`/api/v1/leads/${lead.id}/invalidate`, { invalidReason: "noNeed" });
  const revived = await as(rep).post(`/api/v1/leads/${lead.id}/revive`, {});

  assert.deepEqual([closed.body.status, closed.body.invalidReason], ["invalid", "wrongNumber"]);
  assert.equal(again.body.code, "lead.closed");
  assert.deepEqual([revived.body.status, revived.body.invalidReason], ["assigned", null]);
  assert.deepEqual((await namesOfEvents(lead.id)).slice(-2), ["lead.invalidated", "lead.revived"]);
});

test("a reason that is no option is refused", async () => {
  const rep = await make.user();
  const lead = await make.lead({ ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/invalidate`, { invalidReason: "whatever" });

  assert.equal(response.status, 400);
});

test("a duplicate is shown before it is saved, and saved when it is meant", async () => {
  const [rep, colleague] = [await make.user(), await make.user()];
  await make.account({ name: "上海明谷机械有限公司", ownerId: colleague.userId });
  const lead = { name: "赵工", company: "明谷机械（上海）有限公司", mobile: "13700001234" };

  const first = await as(rep).post("/api/v1/leads", { ...lead, company: "上海明谷机械" });
  const meant = await as(rep).post("/api/v1/leads?accept=duplicate.found", { ...lead, company: "上海明谷机械" });

  assert.equal(first.status, 409);
  assert.equal(first.body.code, "duplicate.found");
  assert.equal(first.body.duplicates[0].owner, colleague.name);
  assert.equal(first.body.duplicates[0].id, null, "a colleague's customer is named, not opened");
  assert.equal(meant.status, 201, meant.text);
});

test("another rep's lead does not exist for me, and no verb works on it", async () => {
  const outsider = await make.user();
  const lead = await make.lead({ ownerId: (await make.user()).userId });

  for (const verb of ["claim", "release", "convert", "invalidate", "revive", "assign", "recycle"]) {
    const response = await as(outsider).post(`/api/v1/leads/${lead.id}/${verb}`, {});
    assert.equal(response.status, 404, verb);
  }
});

test("events carry what a verb changed", async () => {
  const rep = await make.user();
  const lead = await make.lead({ ownerId: rep.userId });

  await as(rep).post(`/api/v1/leads/${lead.id}/invalidate`, { invalidReason: "noNeed" });

  const [event] = (await eventsOf(lead.id)).slice(-1);
  assert.deepEqual(event!.changes.status, ["assigned", "invalid"]);
});

test("a lead is not taken out of its pool by editing, so recycling cannot be evaded", async () => {
  const rep = await make.user();
  const pool = await make.pool();
  const lead = await make.lead({ ownerId: rep.userId, poolId: pool.id });

  const response = await as(rep).patch(`/api/v1/leads/${lead.id}`, { poolId: null }, { "if-match": `"${lead.version}"` });

  assert.equal(response.status, 400, response.text);
  assert.deepEqual([response.body.errors[0].field, response.body.errors[0].code], ["poolId", "invalid.not_by_people"]);
});
