import type { ObjectModule } from "#engine/module.ts";
import { invoiceLine } from "./invoice-line.object.ts";
import { rules } from "./invoice-line.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const invoiceLineModule: ObjectModule = {
  object: invoiceLine,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
