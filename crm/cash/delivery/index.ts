import type { ObjectModule } from "#engine/module.ts";
import { deliveryPaper } from "./delivery.document.ts";
import { delivery } from "./delivery.object.ts";
import { rules } from "./delivery.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { sign } from "./sign.action.ts";

export const deliveryModule: ObjectModule = {
  object: delivery,
  rules,
  documents: [deliveryPaper],
  actions: [sign],
  labels: { "zh-CN": chinese, en: english },
};
