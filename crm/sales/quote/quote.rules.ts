import Big from "big.js";
import { Temporal } from "temporal-polyfill";
import { check, derive, freeze } from "#engine/rule.ts";
import { linesKeepTheirCurrency } from "../document-line.ts";
import { frozen } from "./frozen.ts";
import { quote } from "./quote.object.ts";

const USUAL_DAYS = 30;

const quotesAreNamedAfterTheDeal = derive(
  quote,
  ({ name }, { related }) => (name === null ? { name: related("opportunity")?.name ?? related("account")?.name ?? null } : {}),
  { reads: ["opportunity", "account"] },
);

const newQuotesHoldForAWhile = derive(quote, ({ quotedOn, validUntil }, { before, today, migrating }) => {
  const day = quotedOn ?? today;
  if (before !== null || migrating) return { quotedOn: day };
  return { quotedOn: day, validUntil: validUntil ?? Temporal.PlainDate.from(day).add({ days: USUAL_DAYS }).toString() };
});

const amountIsThatOfTheLines = derive(quote, ({ lineCount, lineTotal }) => ({ amount: (lineCount ?? 0) > 0 ? lineTotal : null }));

const whatHappenedHasItsDay = derive(quote, ({ status, sentAt, decidedOn }, { now, today }) => ({
  ...(status === "sent" ? { sentAt: sentAt ?? now } : {}),
  ...(status === "accepted" || status === "rejected" ? { decidedOn: decidedOn ?? today } : {}),
}));

/** Without the cost of every line there is no telling what the whole earns. */
const marginIsWhatIsLeftOfTheNetAmount = derive(quote, ({ lineCount, netTotal, costTotal, uncostedCount }) => {
  if ((lineCount ?? 0) === 0 || (uncostedCount ?? 0) > 0) return { margin: null, marginRate: null };
  const net = new Big(netTotal ?? 0);
  const margin = net.minus(costTotal ?? 0);
  return { margin: margin.toFixed(), marginRate: net.eq(0) ? null : Number(margin.div(net).times(100).toFixed(2)) };
});

const quotesEndAfterTheyBegin = check(quote, ({ quotedOn, validUntil }) =>
  quotedOn !== null && validUntil !== null && validUntil < quotedOn ? { code: "quote.ends_early", field: "validUntil" } : null,
);

const answersComeAfterTheQuote = check(quote, ({ quotedOn, decidedOn }, { before }) => {
  if (decidedOn === null || before?.decidedOn === decidedOn) return null;
  return decidedOn < (quotedOn ?? decidedOn) ? { code: "quote.decided_before_quoted", field: "decidedOn" } : null;
});

const dealIsTheAccounts = check(
  quote,
  ({ accountId, opportunityId }, { before, related }) => {
    if (before?.accountId === accountId && before?.opportunityId === opportunityId) return null;
    const deal = related("opportunity");
    return deal !== null && deal.accountId !== accountId ? { code: "quote.other_account", field: "opportunityId" } : null;
  },
  { reads: ["opportunity"] },
);

/** The customer holds what was sent; another offer is another version. */
const sentQuotesStand = freeze(quote, frozen, { leaves: ["contact", "remark", "tags"] });

export const rules = [
  quotesAreNamedAfterTheDeal,
  newQuotesHoldForAWhile,
  whatHappenedHasItsDay,
  amountIsThatOfTheLines,
  marginIsWhatIsLeftOfTheNetAmount,
  quotesEndAfterTheyBegin,
  answersComeAfterTheQuote,
  dealIsTheAccounts,
  linesKeepTheirCurrency(quote),
  sentQuotesStand,
];
