import { minus } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import { linesKeepTheirCurrency } from "../../sales/document-line.ts";
import { frozen } from "./frozen.ts";
import { order } from "./order.object.ts";

type Order = RecordOf<typeof order>;

const ordersHaveADate = derive(order, ({ orderedOn }, { today }) => (orderedOn === null ? { orderedOn: today } : {}));

const stepsHaveADate = derive(order, ({ isConfirmed, confirmedOn, isCancelled, cancelledOn }, { today }) => ({
  confirmedOn: isConfirmed ? (confirmedOn ?? today) : null,
  cancelledOn: isCancelled ? (cancelledOn ?? today) : null,
}));

const amountsFollowTheLines = derive(order, ({ lineTotal, deliveredTotal, returnedTotal }) => {
  const [amount, deliveredAmount, returnedAmount] = [lineTotal ?? "0", deliveredTotal ?? "0", returnedTotal ?? "0"];
  return { amount, deliveredAmount, returnedAmount, openAmount: minus(minus(amount, deliveredAmount), returnedAmount) };
});

const statusFollowsTheGoods = derive(order, (record) => ({ status: statusOf(record) }));

function statusOf({ isConfirmed, isCancelled, delivered, remaining }: Order): Order["status"] {
  const hasLeft = Number(delivered ?? 0) > 0;
  if (isCancelled) return hasLeft ? "delivered" : "cancelled";
  if (!isConfirmed) return "draft";
  if (!hasLeft) return "confirmed";
  return Number(remaining ?? 0) > 0 ? "partly" : "delivered";
}

const goodsAreDueAfterTheOrder = check(order, ({ orderedOn, dueOn }) =>
  dueOn !== null && orderedOn !== null && dueOn < orderedOn ? { code: "order.due_before_order", field: "dueOn" } : null,
);

const ordersAreOfTheirContract = check(
  order,
  ({ contractId, accountId, currency }, { before, related }) => {
    const contract = related("contract");
    if (contract === null) return null;
    if (contract.accountId !== accountId) return { code: "order.other_account", field: "accountId" };
    if (contract.currency !== currency) return { code: "order.other_currency", field: "currency" };
    if (before?.contractId === contractId || contract.status === "active") return null;
    return { code: "order.contract_not_active", field: "contractId" };
  },
  { reads: ["contract"] },
);

/** What concerns the way of the goods stays open; what was ordered changes by taking the confirmation back. */
const confirmedOrdersStand = freeze(order, frozen, {
  leaves: ["contact", "owner", "dueOn", "shippingAddress", "remark", "tags"],
});

export const rules = [
  ordersHaveADate,
  stepsHaveADate,
  amountsFollowTheLines,
  statusFollowsTheGoods,
  goodsAreDueAfterTheOrder,
  ordersAreOfTheirContract,
  linesKeepTheirCurrency(order),
  confirmedOrdersStand,
];
