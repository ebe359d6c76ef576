import { deriveAnew } from "#engine/company/take-steps.ts";
import type { ObjectModule } from "#engine/module.ts";
import { findPrice } from "../../catalog/price-book/find-price.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { quoteLine } from "./quote-line.object.ts";
import { rules } from "./quote-line.rules.ts";

export const quoteLineModule: ObjectModule = {
  object: quoteLine,
  rules,
  finds: [findPrice(quoteLine, "quote", "quotedOn")],
  steps: [{ name: "quote-lines-know-what-is-left", run: (ctx) => deriveAnew(ctx, "quoteLine") }],
  labels: { "zh-CN": chinese, en: english },
};
