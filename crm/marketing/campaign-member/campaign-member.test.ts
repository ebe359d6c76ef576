import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make } = await startCrmCompany();

test("a member is named after the person, counted on the campaign, and checks in once", async () => {
  const marketer = await make.user("marketing");
  const rep = await make.user();
  const lead = await make.lead({ name: "陈晓" });
  const campaign = (await as(marketer).post("/api/v1/campaigns", { name: "新品发布会", type: "conference" })).body;
  const values = { campaignId: campaign.id, personObject: "lead", personId: lead.id };

  const refused = await as(rep).post("/api/v1/campaign-members", values);
  const made = await as(marketer).post("/api/v1/campaign-members", values);
  assert.equal(made.status, 201, made.text);
  const first = await as(marketer).post(`/api/v1/campaign-members/${made.body.id}/checkIn`, {});
  const second = await as(marketer).post(`/api/v1/campaign-members/${made.body.id}/checkIn`, {});

  assert.equal(refused.status, 403);
  assert.deepEqual([made.body.name, made.body.status], ["陈晓", "invited"]);
  assert.equal(first.body.status, "attended", first.text);
  assert.notEqual(first.body.attendedAt, null);
  assert.equal(second.body.code, "campaignMember.checked_in");
  assert.equal((await as(marketer).get(`/api/v1/campaigns/${campaign.id}`)).body.memberCount, 1);
});
