import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, stored, namesOfEvents } = await startCrmCompany();
const marketer = await make.user("marketing");
const director = await make.user("director");

async function newCampaign(values: Record<string, unknown> = {}) {
  const made = await as(marketer).post("/api/v1/campaigns", { name: "华东机床展", channel: "exhibition", ...values });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

test("a lead of a campaign comes by its channel, and carries it to the deal it becomes", async () => {
  const rep = await make.user();
  const campaign = await newCampaign({ budget: "50000", cost: "30000", channel: "tender" });
  const lead = await as(rep).post("/api/v1/leads", {
    name: "周敏",
    company: "活动来的公司",
    mobile: "13912345001",
    campaignId: campaign.id,
    ownerId: rep.userId,
  });
  assert.equal(lead.body.source, "tender", lead.text);
  await make.lead({ campaignId: campaign.id });

  const converted = await as(rep).post(`/api/v1/leads/${lead.body.id}/convert`, { opportunityName: "第一单", amount: "88000" });
  assert.equal(converted.status, 200, converted.text);
  const deal = await stored("opportunity", converted.body.opportunity.id);
  assert.equal(deal.campaignId, campaign.id);
  await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, {});

  const seen = await as(marketer).get(`/api/v1/campaigns/${campaign.id}`);
  assert.deepEqual([seen.body.leadCount, seen.body.convertedCount, seen.body.opportunityCount, seen.body.wonCount], [2, 1, 1, 1]);
  assert.equal(seen.body.costPerLead.amount, "15000.00");
  assert.equal(seen.body.budgetUsed, 60);
  assert.equal(seen.body.wonAmount, "88000.00");
});

test("a campaign is started, and finished with what it has cost", async () => {
  const campaign = await newCampaign();

  const early = await as(marketer).post(`/api/v1/campaigns/${campaign.id}/finish`, { cost: "100" });
  const started = await as(marketer).post(`/api/v1/campaigns/${campaign.id}/start`, {});
  const again = await as(marketer).post(`/api/v1/campaigns/${campaign.id}/start`, {});
  const costless = await as(marketer).post(`/api/v1/campaigns/${campaign.id}/finish`, {});
  const finished = await as(marketer).post(`/api/v1/campaigns/${campaign.id}/finish`, { cost: "12000.5", summary: "来了三百人" });

  assert.equal(early.body.code, "campaign.not_running");
  assert.deepEqual([started.body.status, started.body.startsOn === null], ["running", false]);
  assert.equal(again.body.code, "campaign.not_planned");
  assert.equal(costless.body.code, "campaign.cost_missing");
  assert.deepEqual([finished.body.status, finished.body.cost.amount], ["finished", "12000.50"]);
  assert.deepEqual(await namesOfEvents(campaign.id), ["campaign.created", "campaign.started", "campaign.finished"]);
});

test("a campaign that is over cannot be cancelled", async () => {
  const campaign = await newCampaign();
  const cancelled = await as(marketer).post(`/api/v1/campaigns/${campaign.id}/cancel`, { reason: "场地没了" });
  const again = await as(marketer).post(`/api/v1/campaigns/${campaign.id}/cancel`, { reason: "再来一次" });

  assert.equal(cancelled.body.status, "cancelled");
  assert.equal(again.body.code, "campaign.over");
});

test("it ends after it starts", async () => {
  const made = await as(marketer).post("/api/v1/campaigns", { name: "倒着开", startsOn: "2026-05-02", endsOn: "2026-05-01" });

  assert.equal(made.body.code, "campaign.ends_before_start");
  assert.equal(made.body.errors[0].field, "endsOn");
});

test("sellers name campaigns and change none; each marketer changes his own", async () => {
  const rep = await make.user();
  const other = await make.user("marketing");
  const campaign = await newCampaign();
  const change = { name: "改名" };
  const match = { "if-match": String(campaign.version) };

  assert.equal((await as(rep).get(`/api/v1/campaigns/${campaign.id}`)).status, 200);
  assert.equal((await as(rep).post("/api/v1/campaigns", { name: "自己开" })).status, 403);
  assert.equal((await as(rep).patch(`/api/v1/campaigns/${campaign.id}`, change, match)).status, 403);
  assert.equal((await as(other).patch(`/api/v1/campaigns/${campaign.id}`, change, match)).status, 403);
  assert.equal((await as(director).patch(`/api/v1/campaigns/${campaign.id}`, change, match)).status, 200);
});
