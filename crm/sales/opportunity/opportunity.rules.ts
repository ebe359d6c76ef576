import { shareOf } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive } from "#engine/rule.ts";
import { openPromise } from "../../activity/follow-up/promise.ts";
import { linesKeepTheirCurrency } from "../document-line.ts";
import { opportunity } from "./opportunity.object.ts";

type Stage = RecordOf<typeof opportunity>["stage"];

const dealsBeginAtTheFirstStage = derive(opportunity, (deal, { options }) =>
  deal.stage === null ? { stage: options("stage").find((stage) => stage.kind === "open")?.value as Stage } : {},
);

const outcomeAndProbabilityFollowTheStage = derive(opportunity, (_deal, { option }) => {
  const stage = option("stage");
  return { status: (stage?.kind ?? "open") as "open" | "won" | "lost", probability: stage?.probability ?? 0 };
});

const stageHasAStart = derive(opportunity, (deal, { before, now, migrating }) => {
  if (migrating && deal.stageSince !== null) return {};
  return before?.stage === deal.stage && deal.stageSince !== null ? {} : { stageSince: now };
});

const openStageIsRemembered = derive(opportunity, (deal) => (deal.status === "open" ? { lastOpenStage: deal.stage } : {}));

const dealsHaveADate = derive(opportunity, (deal, { today }) => (deal.openedOn === null ? { openedOn: today } : {}));

const closedDealsHaveADate = derive(opportunity, (deal, { today }) => {
  if (deal.status === "open") return { closedAt: null, lostReason: null };
  return { closedAt: deal.closedAt ?? today, ...(deal.status === "won" ? { lostReason: null } : {}) };
});

const amountFollowsTheLines = derive(opportunity, (deal) => ((deal.lineCount ?? 0) > 0 ? { amount: deal.lineTotal } : {}));

const amountIsWeighted = derive(opportunity, (deal) => ({
  weightedAmount: deal.amount === null ? null : shareOf(deal.amount, deal.probability ?? 0, deal.currency ?? ""),
}));

const keptPromisesAreOver = derive(opportunity, (deal) => ({ nextFollowUpAt: openPromise(deal) }));

const dealsHaveAnAccount = check(opportunity, (deal, { before }) =>
  deal.accountId === null && (before === null || before.accountId !== null)
    ? { code: "opportunity.account_missing", field: "accountId" }
    : null,
);

const lostDealsHaveAReason = check(
  opportunity,
  (deal) =>
    deal.status === "lost" && deal.lostReason === null ? { code: "opportunity.lost_reason_missing", field: "lostReason" } : null,
  { strength: "invariant" },
);

const stageBelongsToTheType = check(
  opportunity,
  (deal, { before, option }) => {
    if (before?.stage === deal.stage && before?.recordType === deal.recordType) return null;
    const types = option("stage")?.types;
    return types && !types.includes(deal.recordType as string) ? { code: "opportunity.stage_not_offered", field: "stage" } : null;
  },
  { strength: "invariant" },
);

export const rules = [
  dealsBeginAtTheFirstStage,
  outcomeAndProbabilityFollowTheStage,
  stageHasAStart,
  openStageIsRemembered,
  dealsHaveADate,
  closedDealsHaveADate,
  amountFollowsTheLines,
  amountIsWeighted,
  keptPromisesAreOver,
  dealsHaveAnAccount,
  lostDealsHaveAReason,
  stageBelongsToTheType,
  linesKeepTheirCurrency(opportunity),
];
