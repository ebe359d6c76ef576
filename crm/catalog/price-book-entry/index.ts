import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { priceBookEntry } from "./price-book-entry.object.ts";
import { rules } from "./price-book-entry.rules.ts";

export const priceBookEntryModule: ObjectModule = {
  object: priceBookEntry,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
