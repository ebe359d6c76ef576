import type { ObjectModule } from "#engine/module.ts";
import { findPrice } from "../../catalog/price-book/find-price.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { orderLine } from "./order-line.object.ts";
import { rules } from "./order-line.rules.ts";

export const orderLineModule: ObjectModule = {
  object: orderLine,
  rules,
  finds: [findPrice(orderLine, "order", "orderedOn")],
  labels: { "zh-CN": chinese, en: english },
};
