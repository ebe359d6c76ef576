import { exchanged, exchangedFor, isMore, minus } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive } from "#engine/rule.ts";
import { staysOutOfClosedBooks } from "../../organization/company-profile/closed-books.ts";
import type { contract } from "../contract/contract.object.ts";
import type { paymentPlan } from "../payment-plan/payment-plan.object.ts";
import type { receipt } from "../receipt/receipt.object.ts";
import { allocation } from "./allocation.object.ts";
import { ENTERED } from "./entered.ts";

type Rated<T> = T & { rate: string | null };
type Receipt = Rated<RecordOf<typeof receipt>>;
type Contract = Rated<RecordOf<typeof contract>>;
type Plan = RecordOf<typeof paymentPlan>;

const entriesAreInTheReceiptsCurrency = derive(
  allocation,
  (_entry, { before, related }) => {
    const money = related("receipt") as Receipt | null;
    return before !== null || money === null ? {} : { currency: money.currency, rate: money.rate };
  },
  { reads: ["receipt"] },
);

const instalmentsNameTheirContract = derive(
  allocation,
  ({ contractId }, { before, related }) => {
    const plan = related("paymentPlan") as Plan | null;
    return before !== null || plan === null ? {} : { contractId: contractId ?? plan.contractId };
  },
  { reads: ["paymentPlan"] },
);

/** Whose money it is, and whose merit, is settled on the day: a later handover changes nothing of it. */
const entriesBelongToTheirContract = derive(
  allocation,
  (_entry, { before, related }) => {
    if (before !== null) return {};
    const paper = contractOf(related);
    const money = related("receipt") as Receipt | null;
    return { accountId: paper?.accountId ?? money?.accountId ?? null, ownerId: paper?.ownerId ?? money?.ownerId ?? null };
  },
  { reads: ["receipt", "contract", "paymentPlan.contract"] },
);

const moneySettlesInTheContractsCurrency = derive(
  allocation,
  (entry, { before, related, currency: base }) => {
    if (before !== null) return {};
    const money = coinOf(related("receipt") as Receipt | null, { currency: base, rate: "1" });
    const owed = coinOf(contractOf(related), money);
    const isSame = owed.currency === money.currency;
    const settled = entry.settled ?? (isSame ? entry.amount : exchangedFor(entry.amount, money.rate, owed.currency, owed.rate));
    const difference = minus(exchanged(entry.amount, money.rate, base), exchanged(settled, owed.rate, base));
    return { settled, settledCurrency: owed.currency, settledRate: owed.rate, exchangeDifference: difference };
  },
  { reads: ["receipt", "contract", "paymentPlan.contract"] },
);

type Coin = { currency: string; rate: string };

function coinOf(document: Receipt | Contract | null, otherwise: Coin): Coin {
  return document === null ? otherwise : { currency: document.currency ?? otherwise.currency, rate: document.rate ?? "1" };
}
const entriesStand = check(allocation, (_entry, { before }) => (before === null ? null : "allocation.immutable"), {
  strength: "invariant",
});

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
    const paper = contractOf(related);
    if (paper === null || paper.status === "draft" || paper.status === "void") return "contract.not_active";
    const plan = related("paymentPlan") as Plan | null;
    return plan !== null && plan.phase === "void" ? "paymentPlan.closed" : null;
  },
  { reads: ["contract", "paymentPlan.contract"], strength: "invariant" },
);

/** The contract is loaded by either way, and by now the entry names it. */
function contractOf(related: (path: string) => unknown): Contract | null {
  return related("contract") as Contract | null;
}

export const rules = [
  entriesAreInTheReceiptsCurrency,
  instalmentsNameTheirContract,
  entriesBelongToTheirContract,
  moneySettlesInTheContractsCurrency,
  entriesStand,
  onlyConfirmedMoneyIsAllocated,
  moneyGoesToContractsInForce,
  staysOutOfClosedBooks(allocation, ENTERED),
];
