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
  ({ shippedOn }, { before, related, today }) => {
    if (shippedOn === null || before?.shippedOn === shippedOn) return null;
    if (shippedOn > today) return { code: "delivery.shipped_in_future", field: "shippedOn" };
    return shippedOn < (related("order")?.orderedOn ?? shippedOn)
      ? { code: "delivery.shipped_before_order", field: "shippedOn" }
      : null;
  },
  { reads: ["order"] },
);

const goodsArriveOnceTheyHaveLeft = check(delivery, ({ shippedOn, signedOn }, { before, today }) => {
  if (signedOn === null || before?.signedOn === signedOn) return null;
  if (signedOn > today) return { code: "delivery.signed_in_future", field: "signedOn" };
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
