import { isMore, minus } from "#engine/fields/money.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import { staysOutOfClosedBooks } from "../../organization/company-profile/closed-books.ts";
import { ENTERED } from "./entered.ts";
import type { Payer } from "./find-payer.ts";
import { receipt } from "./receipt.object.ts";

/** Whose money it is follows from who paid, as long as nobody has said otherwise. */
const payersAreKnown = derive(receipt, ({ accountId }, { found }) => {
  const payer = found<Payer>("payer");
  return accountId === null && payer !== null ? { accountId: payer.accountId } : {};
});

const payerIsTheCustomerUnlessSaid = derive(
  receipt,
  ({ payer }, { related }) => (payer === null ? { payer: related("account")?.name ?? null } : {}),
  { reads: ["account"] },
);

/** One line of a bank's statement is one receipt. What was entered by mistake and is void may be entered again. */
const bankLinesAreKeyed = derive(receipt, ({ bankAccount, bankReference, status }) => ({
  bankKey: bankReference === null || status === "void" ? null : [bankAccount ?? "", bankReference].map(plain).join("|"),
}));

const plain = (text: string) => text.normalize("NFKC").replace(/\s/g, "").toUpperCase();

const whatIsUsedIsKnown = derive(receipt, ({ amount, usedSum, allocatedSum, prepaidSum, refundedSum }) => ({
  allocated: allocatedSum ?? "0",
  prepaid: prepaidSum ?? "0",
  refunded: refundedSum ?? "0",
  unallocated: minus(amount, usedSum),
}));

const statusFollows = derive(receipt, ({ status, accountId, amount, refunded }) => {
  if (status === null || status === "unclaimed" || status === "claimed")
    return { status: accountId === null ? ("unclaimed" as const) : ("claimed" as const) };
  if (status === "void") return {};
  return { status: isMore(amount, refunded) ? ("confirmed" as const) : ("refunded" as const) };
});

const receiptsAreOfSomething = check(receipt, ({ amount }) =>
  isMore(amount, "0") ? null : { code: "receipt.amount_missing", field: "amount" },
);

const confirmedReceiptsStand = freeze(
  receipt,
  ({ status }) => {
    if (status === "void") return "receipt.void";
    return status === "confirmed" || status === "refunded" ? "receipt.confirmed" : null;
  },
  { leaves: ["remark"] },
);

export const rules = [
  payersAreKnown,
  payerIsTheCustomerUnlessSaid,
  whatIsUsedIsKnown,
  statusFollows,
  bankLinesAreKeyed,
  receiptsAreOfSomething,
  confirmedReceiptsStand,
  staysOutOfClosedBooks(receipt, ENTERED),
];
