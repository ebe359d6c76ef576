import type { ObjectModule } from "#engine/module.ts";
import { invoiceTitle } from "./invoice-title.object.ts";
import { rules } from "./invoice-title.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { makeDefault } from "./make-default.action.ts";

export const invoiceTitleModule: ObjectModule = {
  object: invoiceTitle,
  rules,
  actions: [makeDefault],
  labels: { "zh-CN": chinese, en: english },
};
