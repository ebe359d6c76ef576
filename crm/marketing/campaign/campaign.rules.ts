import { exchanged, partOf, percentOf } from "#engine/fields/money.ts";
import { check, derive } from "#engine/rule.ts";
import { campaign } from "./campaign.object.ts";

const startedCampaignsHaveADate = derive(campaign, ({ status, startsOn }, { today }) =>
  status === "running" && startsOn === null ? { startsOn: today } : {},
);

const costIsSharedByWhatItBrought = derive(campaign, ({ cost, leadCount, wonCount, currency }) => {
  const each = (count: number | null) => (cost === null || !count ? null : partOf(cost, 1, count, currency ?? ""));
  return { costPerLead: each(leadCount), costPerWon: each(wonCount) };
});

/** Contracts pay in many currencies: they add up in the company's own, and so the cost is compared in it. */
const costIsPaidBack = derive(campaign, ({ cost, received, ...record }, { currency }) => {
  const { rate } = record as { rate?: string | null };
  return { returnOnCost: cost === null ? null : percentOf(received ?? "0", exchanged(cost, rate ?? 1, currency)) };
});

const budgetIsUsedByTheCost = derive(campaign, ({ cost, budget }) => ({
  budgetUsed: cost === null || budget === null ? null : percentOf(cost, budget),
}));

const campaignsEndAfterTheyStart = check(campaign, ({ startsOn, endsOn }) =>
  startsOn !== null && endsOn !== null && endsOn < startsOn ? { code: "campaign.ends_before_start", field: "endsOn" } : null,
);

export const rules = [
  startedCampaignsHaveADate,
  costIsSharedByWhatItBrought,
  costIsPaidBack,
  budgetIsUsedByTheCost,
  campaignsEndAfterTheyStart,
];
