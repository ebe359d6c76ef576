import type { ObjectModule } from "#engine/module.ts";
import { followUp } from "./follow-up.object.ts";
import { rules } from "./follow-up.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const followUpModule: ObjectModule = {
  object: followUp,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
