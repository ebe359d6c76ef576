import type { RecordOf } from "#engine/object.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import type { delivery } from "../delivery/delivery.object.ts";
import { signed } from "../delivery/signed.ts";
import { deliveryLine } from "./delivery-line.object.ts";

const goodsAreCalledAsOrdered = derive(
  deliveryLine,
  (_line, { related }) => ({ name: related("orderLine")?.name ?? null, unit: related("orderLine")?.unit ?? null }),
  { reads: ["orderLine"] },
);

const goodsAreOfTheOrder = check(
  deliveryLine,
  (_line, { related }) =>
    related("orderLine")?.orderId === related("delivery")?.orderId
      ? null
      : { code: "deliveryLine.other_order", field: "orderLineId" },
  { reads: ["delivery", "orderLine"], strength: "invariant" },
);

const signedGoodsStand = freeze(
  deliveryLine,
  (_line, { related }) => signed(related("delivery") as RecordOf<typeof delivery> | null),
  { reads: ["delivery"] },
);

export const rules = [goodsAreCalledAsOrdered, goodsAreOfTheOrder, signedGoodsStand];
