import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { returnLine } from "./return-line.object.ts";
import { rules } from "./return-line.rules.ts";

export const returnLineModule: ObjectModule = {
  object: returnLine,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
