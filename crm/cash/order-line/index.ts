import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { orderLine } from "./order-line.object.ts";
import { rules } from "./order-line.rules.ts";

export const orderLineModule: ObjectModule = {
  object: orderLine,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
