import { check, derive, freeze } from "#engine/rule.ts";
import { delivery } from "./delivery.object.ts";
import { signed } from "./signed.ts";

const deliveriesGoToTheAccount = derive(delivery, (_goods, { related }) => ({ accountId: related("order")?.accountId ?? null }), {
  reads: ["order"],
});

const deliveriesHaveADate = derive(delivery, ({ shippedOn }, { today }) => (shippedOn === null ? { shippedOn: today } : {}));

const goodsLeaveForOpenOrders = check(
  delivery,
  (_goods, { before, related }) => {
    const status = related("order")?.status;
    if (before !== null || status === "confirmed" || status === "partly") return null;
    return { code: status === "draft" ? "order.not_confirmed" : "order.nothing_to_deliver", field: "orderId" };
  },
  { reads: ["order"] },
);

const goodsLeaveOnceOrdered = check(
  delivery,
  ({ shippedOn }, { before, related }) => {
    if (shippedOn === null || before?.shippedOn === shippedOn) return null;
    return shippedOn < (related("order")?.orderedOn ?? shippedOn)
      ? { code: "delivery.shipped_before_order", field: "shippedOn" }
      : null;
  },
  { reads: ["order"] },
);

const goodsArriveOnceTheyHaveLeft = check(delivery, ({ shippedOn, signedOn }, { before }) => {
  if (signedOn === null || before?.signedOn === signedOn) return null;
  return signedOn < (shippedOn ?? signedOn) ? { code: "delivery.signed_before_shipped", field: "signedOn" } : null;
});

const signedDeliveriesStand = freeze(delivery, signed, { leaves: ["remark"] });

export const rules = [
  deliveriesGoToTheAccount,
  deliveriesHaveADate,
  goodsLeaveForOpenOrders,
  goodsLeaveOnceOrdered,
  goodsArriveOnceTheyHaveLeft,
  signedDeliveriesStand,
];
