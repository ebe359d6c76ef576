import type { ObjectModule } from "#engine/module.ts";
import { contact } from "./contact.object.ts";
import { rules } from "./contact.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const contactModule: ObjectModule = {
  object: contact,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
