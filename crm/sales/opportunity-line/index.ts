import { deriveAnew } from "#engine/company/take-steps.ts";
import type { ObjectModule } from "#engine/module.ts";
import { findPrice } from "../../catalog/price-book/find-price.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { opportunityLine } from "./opportunity-line.object.ts";
import { rules } from "./opportunity-line.rules.ts";

export const opportunityLineModule: ObjectModule = {
  object: opportunityLine,
  rules,
  finds: [findPrice(opportunityLine, "opportunity")],
  steps: [{ name: "opportunity-lines-know-their-tax", run: (ctx) => deriveAnew(ctx, "opportunityLine") }],
  labels: { "zh-CN": chinese, en: english },
};
