import assert from "node:assert/strict";
import { test } from "node:test";
import { startLedger } from "#test/ledger.ts";

const { as, make, stored, namesOfEvents, rep: seller, account, finance, done, inForce, received } = await startLedger();
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

test("a contract comes by the campaign of its deal, and its money comes back to the campaign", async () => {
  const campaign = await newCampaign({ cost: "20000" });
  const values = { ownerId: seller.userId, accountId: account.id, campaignId: campaign.id, amount: "90000" };
  const deal = await make.opportunity(values);
  await done(seller, "opportunities", deal, "win");
  const drawn = await done(seller, "opportunities", deal, "makeContract");
  await inForce("10000", [10_000], { campaignId: campaign.id });
  await inForce("7000", [7_000]);
  const contract = await stored("contract", drawn.made.id);
  assert.equal(contract.campaignId, campaign.id);
  await done(seller, "contracts", contract, "activate");
  const money = await received("50000");
  await done(finance, "receipts", money, "allocate", { parts: [{ contractId: contract.id, amount: "50000" }] });

  const seen = (await as(marketer).get(`/api/v1/campaigns/${campaign.id}`)).body;
  assert.deepEqual([seen.contractCount, seen.contractAmount, seen.received], [2, "100000.00", "50000.00"]);
  assert.deepEqual([seen.costPerWon.amount, seen.returnOnCost], ["20000.00", 250]);
});

test("a deal whose campaign is corrected takes its contract along, signed or not", async () => {
  const [wrong, right] = [await newCampaign(), await newCampaign({ cost: "7100", currency: "USD", rate: "7.1" })];
  const deal = await make.opportunity({ ownerId: seller.userId, accountId: account.id, campaignId: wrong.id });
  const contract = await inForce("10000", [], { opportunityId: deal.id });

  const corrected = await as(seller).patch(
    `/api/v1/opportunities/${deal.id}`,
    { campaignId: right.id },
    {
      "if-match": String((await stored("opportunity", deal.id)).version),
    },
  );
  assert.equal(corrected.status, 200, corrected.text);

  assert.equal((await stored("contract", contract.id)).campaignId, right.id);
  const counts = await Promise.all([wrong, right].map(async ({ id }) => (await stored("campaign", id)).contractCount));
  assert.deepEqual(counts, [0, 1]);
});

test("a campaign paid in dollars is compared with what it brought in the company's own currency", async () => {
  const campaign = await newCampaign({ cost: "1000", currency: "USD", rate: "7" });
  const contract = await inForce("14000", [14_000], { campaignId: campaign.id });
  const money = await received("14000");
  await done(finance, "receipts", money, "allocate", { parts: [{ contractId: contract.id, amount: "14000" }] });

  assert.equal((await stored("campaign", campaign.id)).returnOnCost, 200);
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
