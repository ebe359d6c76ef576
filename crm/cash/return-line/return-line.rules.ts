import { greater, minus, partOf } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import type { orderLine } from "../order-line/order-line.object.ts";
import { decided } from "../return-order/decided.ts";
import type { returnOrder } from "../return-order/return-order.object.ts";
import { returnLine } from "./return-line.object.ts";

type OrderLine = RecordOf<typeof orderLine>;
type ReturnOrder = RecordOf<typeof returnOrder>;

const goodsAreCalledAsOrdered = derive(
  returnLine,
  (_line, { related }) => {
    const line = related("orderLine") as OrderLine | null;
    return line === null ? {} : { name: line.name, unit: line.unit, currency: line.currency, rate: line.rate };
  },
  { reads: ["orderLine"] },
);

/** What the customer's goods are worth less without these, as of the day they are asked for; fixed when they are received. */
const amountIsWhatTheOrderLoses = derive(
  returnLine,
  ({ quantity, orderLineId }, { before, related }) => {
    const counts = related("returnOrder")?.status === "received";
    const isKnown = before?.counts === counts && before.quantity === quantity && before.orderLineId === orderLineId;
    return before?.counts || isKnown
      ? { counts }
      : { counts, amount: lossOf(related("orderLine") as OrderLine | null, quantity) };
  },
  { reads: ["returnOrder", "orderLine"] },
);

function lossOf(line: OrderLine | null, quantity: number): string | null {
  if (line === null || line.amount === null) return null;
  const kept = minus(line.delivered, line.returned, String(quantity));
  return greater(minus(line.deliveredAmount, partOf(line.amount, kept, String(line.quantity), line.currency ?? "")), "0");
}

const linesComeBackOnce = derive(returnLine, ({ returnOrderId, orderLineId }) => ({ key: `${returnOrderId} ${orderLineId}` }));

const goodsAreOfTheOrder = check(
  returnLine,
  (_line, { related }) =>
    related("orderLine")?.orderId === related("returnOrder")?.orderId
      ? null
      : { code: "returnLine.other_order", field: "orderLineId" },
  { reads: ["returnOrder", "orderLine"], strength: "invariant" },
);

const decidedGoodsStand = freeze(returnLine, (_line, { related }) => decided(related("returnOrder") as ReturnOrder | null), {
  reads: ["returnOrder"],
});

export const rules = [
  goodsAreCalledAsOrdered,
  linesComeBackOnce,
  amountIsWhatTheOrderLoses,
  goodsAreOfTheOrder,
  decidedGoodsStand,
];
