import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { lead } from "./lead.object.ts";

export const leadModule: ObjectModule = {
  object: lead,
  labels: { "zh-CN": chinese, en: english },
};
