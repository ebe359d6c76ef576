import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { receive } from "./receive.action.ts";
import { refuse } from "./refuse.action.ts";
import { returnOrder } from "./return-order.object.ts";
import { rules } from "./return-order.rules.ts";

export const returnOrderModule: ObjectModule = {
  object: returnOrder,
  rules,
  actions: [receive, refuse],
  labels: { "zh-CN": chinese, en: english },
};
