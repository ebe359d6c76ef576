import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { opportunity } from "./opportunity.object.ts";

export const opportunityModule: ObjectModule = {
  object: opportunity,
  labels: { "zh-CN": chinese, en: english },
};
