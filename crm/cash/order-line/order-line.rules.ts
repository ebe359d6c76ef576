import { minus, partOf } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import { lineRules } from "../../sales/document-line.ts";
import { frozen } from "../order/frozen.ts";
import type { order } from "../order/order.object.ts";
import { orderLine } from "./order-line.object.ts";

type Order = RecordOf<typeof order>;

const whatIsLeftFollows = derive(orderLine, ({ quantity, delivered }) => ({
  remaining: Number(minus(String(quantity), delivered ?? "0")),
}));

/** What the customer keeps of the line, as its part of the line's amount: all of it is worth all, to the cent. */
const deliveredAmountFollows = derive(orderLine, ({ amount, quantity, delivered, returned, currency }) => ({
  deliveredAmount:
    amount === null ? null : partOf(amount, minus(delivered ?? "0", returned ?? "0"), String(quantity), currency ?? ""),
}));

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
  ...lineRules(orderLine, "order"),
  whatIsLeftFollows,
  deliveredAmountFollows,
  linesAreOfTheContract,
  confirmedLinesStand,
];
