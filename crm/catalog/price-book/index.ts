import type { ObjectModule } from "#engine/module.ts";
import { CATALOG_ROLES, COST_RIGHTS } from "../catalog-roles.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { priceBook } from "./price-book.object.ts";
import { rules } from "./price-book.rules.ts";

const { purchasing: _, ...WHO_SELLS } = CATALOG_ROLES;

export const priceBookModule: ObjectModule = {
  object: priceBook,
  rules,
  roles: WHO_SELLS,
  rights: COST_RIGHTS,
  labels: { "zh-CN": chinese, en: english },
};
