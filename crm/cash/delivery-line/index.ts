import type { ObjectModule } from "#engine/module.ts";
import { deliveryLine } from "./delivery-line.object.ts";
import { rules } from "./delivery-line.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const deliveryLineModule: ObjectModule = {
  object: deliveryLine,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
