import type { ObjectModule } from "#engine/module.ts";
import { findPrice } from "../../catalog/price-book/find-price.ts";
import { contractLine } from "./contract-line.object.ts";
import { rules } from "./contract-line.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const contractLineModule: ObjectModule = {
  object: contractLine,
  rules,
  finds: [findPrice(contractLine, "contract", "signedOn")],
  labels: { "zh-CN": chinese, en: english },
};
