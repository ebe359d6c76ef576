import { greater, lesser, minus, plus } from "#engine/fields/money.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import { linesKeepTheirCurrency } from "../../sales/document-line.ts";
import { contract } from "./contract.object.ts";
import { frozen } from "./frozen.ts";

const amountFollowsTheLines = derive(contract, ({ lineCount, lineTotal }, { before }) => {
  if ((lineCount ?? 0) > 0) return { amount: lineTotal };
  return (before?.lineCount ?? 0) > 0 ? { amount: null } : {};
});

const instalmentsAreCounted = derive(contract, ({ amount, plannedSum, voidReceivedSum }, { before }) => {
  const planned = plus(plannedSum, voidReceivedSum);
  if (amount === null) return { planned, unplanned: null, planCeiling: null };
  const plannable = minus(amount, voidReceivedSum);
  // What was planned before the contract came to less may stand until it is lowered, but nothing is added to it.
  const standing = lesser(plannedSum ?? "0", before?.plannedSum ?? "0");
  return { planned, unplanned: minus(amount, planned), planCeiling: greater(plannable, standing) };
});

/** Before it is signed and once it is called off. */
const OWES_NOTHING: ReadonlySet<string> = new Set(["draft", "void", "terminated"]);

const receiptsAreCounted = derive(contract, ({ amount, status, receivedSum, overAllowed }) => ({
  received: receivedSum ?? "0",
  outstanding: amount === null ? null : OWES_NOTHING.has(status) ? "0" : minus(amount, receivedSum),
  ceiling: amount === null ? null : plus(amount, overAllowed),
}));

const restBesideTheInstalmentsIsKnown = derive(contract, ({ unplanned, outstanding }) => ({
  unplannedOwed: unplanned === null || outstanding === null ? null : greater(lesser(unplanned, outstanding), "0"),
}));

const invoicesAreCounted = derive(contract, ({ amount, invoicedSum, claimedSum }) => ({
  invoiced: invoicedSum ?? "0",
  uninvoiced: amount === null ? null : minus(amount, claimedSum),
}));

const deliveredFollowsTheOrders = derive(contract, ({ deliveredTotal }) => ({ delivered: deliveredTotal ?? "0" }));

const buyerIsTheAccount = derive(
  contract,
  ({ buyer }, { related }) => (buyer === null ? { buyer: related("account")?.name } : {}),
  {
    reads: ["account"],
  },
);

const contractsComeByTheCampaignOfTheirDeal = derive(
  contract,
  ({ campaignId }, { related }) => ({ campaignId: related("opportunity")?.campaignId ?? campaignId }),
  { reads: ["opportunity"] },
);

const sellerIsOurselves = derive(contract, ({ seller }, { found }) =>
  seller === null ? { seller: found("ownName") as string } : {},
);

const statusHasAStart = derive(contract, ({ status, statusSince }, { before, today, migrating }) => {
  if (migrating && statusSince !== null) return {};
  return before?.status === status && statusSince !== null ? {} : { statusSince: today };
});

const contractsInForceHaveTheirDates = derive(contract, ({ status, signedOn, startsOn }, { today }) =>
  status === "active" ? { signedOn: signedOn ?? today, startsOn: startsOn ?? signedOn ?? today } : {},
);

const termsEndAfterTheyBegin = check(contract, ({ startsOn, endsOn }) =>
  startsOn !== null && endsOn !== null && endsOn < startsOn ? { code: "contract.ends_before_start", field: "endsOn" } : null,
);

const signedContractsAreOfThePast = check(contract, ({ status, signedOn }, { before, today }) => {
  if (status === "draft" || status === "void" || before?.signedOn === signedOn) return null;
  return signedOn !== null && signedOn > today ? { code: "contract.signed_in_future", field: "signedOn" } : null;
});

const dealIsTheAccounts = check(
  contract,
  ({ accountId, opportunityId }, { before, related }) => {
    if (before?.accountId === accountId && before?.opportunityId === opportunityId) return null;
    const deal = related("opportunity");
    return deal !== null && deal.accountId !== accountId ? { code: "contract.other_account", field: "opportunityId" } : null;
  },
  { reads: ["opportunity"] },
);

/** What concerns the paper alone stays open; whatever was agreed changes by an amendment. */
const signedContractsStand = freeze(contract, frozen, {
  leaves: ["contact", "campaign", "renewal", "noticeDays", "remark", "tags"],
});

export const rules = [
  amountFollowsTheLines,
  instalmentsAreCounted,
  receiptsAreCounted,
  restBesideTheInstalmentsIsKnown,
  invoicesAreCounted,
  deliveredFollowsTheOrders,
  buyerIsTheAccount,
  contractsComeByTheCampaignOfTheirDeal,
  sellerIsOurselves,
  statusHasAStart,
  contractsInForceHaveTheirDates,
  termsEndAfterTheyBegin,
  signedContractsAreOfThePast,
  dealIsTheAccounts,
  linesKeepTheirCurrency(contract),
  signedContractsStand,
];
