import type { ObjectModule } from "#engine/module.ts";
import { amendmentLine } from "./amendment-line.object.ts";
import { rules } from "./amendment-line.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const amendmentLineModule: ObjectModule = {
  object: amendmentLine,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
