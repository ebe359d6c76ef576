import { partOf, percentOf } from "#engine/fields/money.ts";
import { check, derive } from "#engine/rule.ts";
import { campaign } from "./campaign.object.ts";

const startedCampaignsHaveADate = derive(campaign, ({ status, startsOn }, { today }) =>
  status === "running" && startsOn === null ? { startsOn: today } : {},
);

const costIsSharedByTheLeads = derive(campaign, ({ cost, leadCount, currency }) => ({
  costPerLead: cost === null || !leadCount ? null : partOf(cost, 1, leadCount, currency ?? ""),
}));

const budgetIsUsedByTheCost = derive(campaign, ({ cost, budget }) => ({
  budgetUsed: cost === null || budget === null ? null : percentOf(cost, budget),
}));

const campaignsEndAfterTheyStart = check(campaign, ({ startsOn, endsOn }) =>
  startsOn !== null && endsOn !== null && endsOn < startsOn ? { code: "campaign.ends_before_start", field: "endsOn" } : null,
);

export const rules = [startedCampaignsHaveADate, costIsSharedByTheLeads, budgetIsUsedByTheCost, campaignsEndAfterTheyStart];
