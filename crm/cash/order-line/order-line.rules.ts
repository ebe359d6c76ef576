import { greater, includedTax, isMore, minus, partOf, plus } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import { lineRules } from "../../sales/document-line.ts";
import { frozen } from "../order/frozen.ts";
import type { order } from "../order/order.object.ts";
import { orderLine } from "./order-line.object.ts";

type Order = RecordOf<typeof order>;

/** Nobody waits for what a cancelled order lacks: what was undone of its deliveries is not wanted either. */
const cancelledOrdersWaitForNothing = derive(
  orderLine,
  ({ quantity, delivered, cancelled }, { related }) => {
    const left = minus(String(quantity), delivered);
    if (!(related("order") as Order | null)?.isCancelled || !isMore(left, "0")) return {};
    return { quantity: Number(delivered ?? 0), cancelled: Number(plus(String(cancelled ?? 0), left)) };
  },
  { reads: ["order"] },
);

const whatIsLeftFollows = derive(orderLine, ({ quantity, delivered }) => ({
  remaining: Number(minus(String(quantity), delivered ?? "0")),
}));

/** Cut to fractions of a cent, a line is still worth what has been given credit for; and no more, once nothing else is to come. */
const amountsCoverWhatCameBack = derive(orderLine, (line) => {
  const { amount, taxRate, remaining, returned, returnedTotal, currency } = line;
  if (amount === null || returnedTotal === null) return {};
  const isOver = remaining === 0 && isMore(returned, "0") && !isKept(line);
  if (!isOver && !isMore(returnedTotal, amount)) return {};
  const tax = includedTax(returnedTotal, taxRate ?? 0, currency ?? "");
  return { amount: returnedTotal, tax, net: minus(returnedTotal, tax) };
});

/**
 * What has left, as its part of the line's amount (all of it is worth all, to the cent), less what came back for what it was. Fewer
 * pieces may have left since then, of which the odd cents are others: what is kept is not worth less than nothing, and nothing is
 * worth nothing.
 */
const deliveredAmountFollows = derive(orderLine, (line) => {
  const { amount, quantity, delivered, returnedTotal, currency } = line;
  if (amount === null) return { deliveredAmount: null };
  if (!isKept(line)) return { deliveredAmount: "0" };
  return {
    deliveredAmount: greater(minus(partOf(amount, delivered ?? "0", String(quantity), currency ?? ""), returnedTotal), "0"),
  };
});

function isKept({ delivered, returned }: RecordOf<typeof orderLine>): boolean {
  return isMore(delivered, returned);
}

const linesAreOfTheContract = check(
  orderLine,
  ({ contractLineId }, { before, related }) => {
    if (contractLineId === null || before?.contractLineId === contractLineId) return null;
    const isTheirs = related("contractLine")?.contractId === related("order")?.contractId;
    return isTheirs ? null : { code: "orderLine.other_contract", field: "contractLineId" };
  },
  { reads: ["order", "contractLine"] },
);

const confirmedLinesStand = freeze(orderLine, (_line, { related }) => frozen(related("order") as Order | null), {
  reads: ["order"],
});

export const rules = [
  cancelledOrdersWaitForNothing,
  ...lineRules(orderLine, "order"),
  whatIsLeftFollows,
  amountsCoverWhatCameBack,
  deliveredAmountFollows,
  linesAreOfTheContract,
  confirmedLinesStand,
];
