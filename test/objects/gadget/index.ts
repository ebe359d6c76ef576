import type { ObjectModule } from "#engine/module.ts";
import { gadget } from "./gadget.object.ts";
import { rules } from "./gadget.rules.ts";
import en from "./labels.en.json" with { type: "json" };
import zh from "./labels.zh-CN.json" with { type: "json" };

export const gadgetModule: ObjectModule = {
  object: gadget,
  rules,
  labels: { "zh-CN": zh, en },
};
