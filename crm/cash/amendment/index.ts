import type { ObjectModule } from "#engine/module.ts";
import { amendment } from "./amendment.object.ts";
import { rules } from "./amendment.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const amendmentModule: ObjectModule = {
  object: amendment,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
