import { exchanged, exchangedFor, isMore, minus } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive } from "#engine/rule.ts";
import { staysOutOfClosedBooks } from "../../organization/company-profile/closed-books.ts";
import type { contract } from "../contract/contract.object.ts";
import type { receipt } from "../receipt/receipt.object.ts";
import { allocation } from "./allocation.object.ts";
import { ENTERED } from "./entered.ts";

type Rated<T> = T & { rate: string | null };
type Receipt = Rated<RecordOf<typeof receipt>>;
type Contract = Rated<RecordOf<typeof contract>>;

const entriesAreInTheReceiptsCurrency = derive(
  allocation,
  (_entry, { before, related }) => {
    const money = related("receipt") as Receipt | null;
    return before !== null || money === null ? {} : { currency: money.currency, rate: money.rate };
  },
  { reads: ["receipt"] },
);

/** Whose money it is, and whose merit, is settled on the day: a later handover changes nothing of it. */
const entriesBelongToTheirContract = derive(
  allocation,
  (_entry, { before, related }) => {
    if (before !== null) return {};
    const paper = related("contract") as Contract | null;
    const money = related("receipt") as Receipt | null;
    return { accountId: paper?.accountId ?? money?.accountId ?? null, ownerId: paper?.ownerId ?? money?.ownerId ?? null };
  },
  { reads: ["receipt", "contract"] },
);

const moneySettlesInTheContractsCurrency = derive(
  allocation,
  (entry, { before, related, currency: base }) => {
    if (before !== null) return {};
    const money = coinOf(related("receipt") as Receipt | null, { currency: base, rate: "1" });
    const owed = coinOf(related("contract") as Contract | null, money);
    const isSame = owed.currency === money.currency;
    const settled = entry.settled ?? (isSame ? entry.amount : exchangedFor(entry.amount, money.rate, owed.currency, owed.rate));
    const difference = minus(exchanged(entry.amount, money.rate, base), exchanged(settled, owed.rate, base));
    return { settled, settledCurrency: owed.currency, settledRate: owed.rate, exchangeDifference: difference };
  },
  { reads: ["receipt", "contract"] },
);

type Coin = { currency: string; rate: string };

function coinOf(document: Receipt | Contract | null, otherwise: Coin): Coin {
  return document === null ? otherwise : { currency: document.currency ?? otherwise.currency, rate: document.rate ?? "1" };
}

/** Only between currencies is it agreed what an amount settles. */
const inOneCurrencyAnAmountSettlesItself = check(
  allocation,
  ({ amount, settled, currency, settledCurrency }) =>
    currency === settledCurrency && (isMore(amount, settled) || isMore(settled, amount))
      ? { code: "allocation.settles_otherwise", field: "settled" }
      : null,
  { strength: "invariant" },
);

const entriesAreOfSomething = check(
  allocation,
  ({ amount, settled, reversesId }) => {
    if (reversesId !== null) return null;
    if (isNothing(amount)) return { code: "receipt.amount_missing", field: "amount" };
    return isNothing(settled) ? { code: "allocation.settles_nothing", field: "settled" } : null;
  },
  { strength: "invariant" },
);

const isNothing = (amount: string | null) => !isMore(amount, "0") && !isMore("0", amount);

/** What is taken back is dated the day it is taken back. */
const moneyIsGivenOutFromTheDayItCame = check(
  allocation,
  ({ entryDate, reversesId }, { related }) => {
    const receivedOn = (related("receipt") as Receipt | null)?.receivedOn ?? null;
    return reversesId === null && receivedOn !== null && entryDate !== null && entryDate < receivedOn
      ? { code: "allocation.before_money_came", field: "entryDate", params: { date: receivedOn } }
      : null;
  },
  { reads: ["receipt"], strength: "invariant" },
);

const onlyConfirmedMoneyIsAllocated = check(
  allocation,
  (_entry, { related }) => {
    const status = (related("receipt") as Receipt | null)?.status;
    return status === "confirmed" || status === "refunded" ? null : "receipt.not_confirmed";
  },
  { reads: ["receipt"], strength: "invariant" },
);

const moneyGoesToContractsInForce = check(
  allocation,
  ({ amount, kind }, { related }) => {
    if (!isMore(amount, "0") || (kind !== "instalment" && kind !== "contract")) return null;
    const status = (related("contract") as Contract | null)?.status ?? "draft";
    return status === "draft" || status === "void" ? "contract.not_active" : null;
  },
  { reads: ["contract"], strength: "invariant" },
);

export const rules = [
  entriesAreInTheReceiptsCurrency,
  entriesBelongToTheirContract,
  moneySettlesInTheContractsCurrency,
  inOneCurrencyAnAmountSettlesItself,
  entriesAreOfSomething,
  moneyIsGivenOutFromTheDayItCame,
  onlyConfirmedMoneyIsAllocated,
  moneyGoesToContractsInForce,
  staysOutOfClosedBooks(allocation, ENTERED),
];
