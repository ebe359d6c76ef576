import { includedTax, isMore, minus, partOf, plus } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import { staysOutOfClosedBooks } from "../../organization/company-profile/closed-books.ts";
import { entered } from "./entered.ts";
import { invoice } from "./invoice.object.ts";

const USUAL_TAX_RATE = 13;

const currencyIsTheContracts = derive(
  invoice,
  (_invoice, { related }) => {
    const contract = related("contract");
    return contract === null ? {} : { currency: contract.currency, rate: contract.rate };
  },
  { reads: ["contract"] },
);

const customerIsTheContracts = derive(
  invoice,
  ({ accountId }, { related }) => (accountId === null ? { accountId: related("contract")?.accountId ?? null } : {}),
  { reads: ["contract"] },
);

const titleIsTheUsualOne = derive(invoice, ({ invoiceTitleId }, { found }) =>
  invoiceTitleId === null ? { invoiceTitleId: found<string>("usualTitle") } : {},
);

const stepsHaveADay = derive(invoice, ({ status, requestedOn, issuedOn, mailedOn }, { today }) => ({
  requestedOn: requestedOn ?? today,
  ...(status === "issued" ? { issuedOn: issuedOn ?? today } : {}),
  ...(status === "mailed" ? { mailedOn: mailedOn ?? today } : {}),
}));

/** With lines the invoice is their sum; without, what the contract has left is asked for unless less is stated. */
const amountIsWhatIsLeft = derive(
  invoice,
  ({ lineCount, lineTotal, amount }, { before, related }) => {
    if ((lineCount ?? 0) > 0) return { amount: lineTotal };
    return amount === null && before === null ? { amount: related("contract")?.uninvoiced ?? null } : {};
  },
  { reads: ["contract"] },
);

const taxIsWithinTheAmount = derive(invoice, (record) => {
  const { lineCount, netTotal, taxTotal, amount, currency, reversesId } = record;
  if (reversesId !== null) return {};
  if ((lineCount ?? 0) > 0) return { net: netTotal, tax: taxTotal, taxRate: record.taxRate };
  const taxRate = record.taxRate ?? USUAL_TAX_RATE;
  if (amount === null) return { taxRate, net: null, tax: null };
  const tax = includedTax(amount, taxRate, currency ?? "");
  return { taxRate, tax, net: minus(amount, tax) };
});

/**
 * A red letter takes back of the tax what it takes back of the amount, worked out from all that is then reversed: together they
 * come to the original's tax, at whatever rates its lines were taxed.
 */
const redLettersTakeBackTheTaxOfTheirInvoice = derive(
  invoice,
  ({ reversesId, reversal, amount }, { before, related }) => {
    const original = related("reverses") as RecordOf<typeof invoice> | null;
    if (reversesId === null || before !== null || original === null) return {};
    const { amount: whole, tax: wholeTax, reversed, currency } = original;
    const taxOf = (part: string) => partOf(wholeTax ?? "0", part, whole ?? "0", currency ?? "");
    const tax = minus(taxOf(reversed ?? "0"), taxOf(plus(reversed, reversal)));
    return { tax, net: minus(amount, tax) };
  },
  { reads: ["reverses"] },
);

/** A red letter is the end of it: it has nothing to reverse itself. */
const onlyWhatWasBilledIsReversible = derive(invoice, ({ amount, reversesId }) => ({
  reversible: amount === null || reversesId !== null ? "0" : amount,
}));

const whatIsWhollyReversedSaysSo = derive(invoice, ({ status, amount, reversed }) => {
  const isWhole = isMore(reversed, "0") && !isMore(amount, reversed);
  return isWhole && (status === "issued" || status === "mailed") ? { status: "reversed" as const } : {};
});

const invoicesHaveAnAmount = check(invoice, ({ amount, lineCount }, { before }) =>
  amount === null && before !== null && (lineCount ?? 0) === 0 ? { code: "invoice.amount_missing", field: "amount" } : null,
);

const onlyRedLettersAreNegative = check(
  invoice,
  ({ amount, reversesId }) =>
    amount !== null && reversesId === null && !isMore(amount, "0") ? { code: "invoice.not_positive", field: "amount" } : null,
  { strength: "invariant" },
);

/** Told where it is typed; that requests at the same moment do not come to more together, the roll-up's bound sees to. */
const noMoreIsAskedThanIsLeft = check(
  invoice,
  ({ amount, status, contractId }, { before, related }) => {
    const left = related("contract")?.uninvoiced ?? null;
    const isCounted = before !== null && before.status !== "rejected" && before.contractId === contractId;
    const more = minus(amount, isCounted ? before.amount : "0");
    if (left === null || status === "rejected" || !isMore(more, "0") || !isMore(more, left)) return null;
    return { code: "invoice.over_contract", field: "amount", params: { left } };
  },
  { reads: ["contract"] },
);

const invoicesAreForSomebody = check(invoice, ({ accountId, invoiceTitleId }) => {
  if (accountId === null) return { code: "invoice.account_missing", field: "accountId" };
  return invoiceTitleId === null ? { code: "invoice.title_missing", field: "invoiceTitleId" } : null;
});

const contractIsTheAccounts = check(
  invoice,
  ({ accountId, contractId }, { related }) =>
    contractId !== null && related("contract")?.accountId !== accountId
      ? { code: "invoice.other_account", field: "contractId" }
      : null,
  { reads: ["contract"] },
);

const contractIsInForce = check(
  invoice,
  ({ contractId }, { before, related }) =>
    contractId !== null && before?.contractId !== contractId && ["draft", "void"].includes(related("contract")?.status)
      ? { code: "invoice.contract_not_in_force", field: "contractId" }
      : null,
  { reads: ["contract"] },
);

const titleIsTheAccounts = check(
  invoice,
  ({ accountId }, { related }) =>
    (related("invoiceTitle")?.accountId ?? accountId) === accountId
      ? null
      : { code: "invoice.other_title", field: "invoiceTitleId" },
  { reads: ["invoiceTitle"] },
);

/** A special invoice lets the buyer deduct the tax, so that the tax office wants to know all of him. */
const specialInvoicesNeedAWholeTitle = check(
  invoice,
  ({ kind }, { before, related }) => {
    if (kind !== "special" || before?.kind === kind) return null;
    const title = related("invoiceTitle");
    const isWhole = ["taxNumber", "registeredAddress", "registeredPhone", "bank", "bankAccount"].every((key) => title?.[key]);
    return isWhole ? null : { code: "invoice.title_incomplete", field: "invoiceTitleId" };
  },
  { reads: ["invoiceTitle"] },
);

const whatWasIssuedStands = freeze(
  invoice,
  ({ status }) => (status === "requested" || status === "rejected" ? null : "invoice.stands"),
  { leaves: ["remark"] },
);

export const rules = [
  customerIsTheContracts,
  titleIsTheUsualOne,
  currencyIsTheContracts,
  stepsHaveADay,
  amountIsWhatIsLeft,
  taxIsWithinTheAmount,
  redLettersTakeBackTheTaxOfTheirInvoice,
  onlyWhatWasBilledIsReversible,
  whatIsWhollyReversedSaysSo,
  invoicesHaveAnAmount,
  onlyRedLettersAreNegative,
  noMoreIsAskedThanIsLeft,
  invoicesAreForSomebody,
  contractIsTheAccounts,
  contractIsInForce,
  titleIsTheAccounts,
  specialInvoicesNeedAWholeTitle,
  whatWasIssuedStands,
  staysOutOfClosedBooks(invoice, entered),
];
