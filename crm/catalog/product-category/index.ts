import type { ObjectModule } from "#engine/module.ts";
import { CATALOG_ROLES } from "../catalog-roles.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { productCategory } from "./product-category.object.ts";
import { rules } from "./product-category.rules.ts";

export const productCategoryModule: ObjectModule = {
  object: productCategory,
  rules,
  roles: CATALOG_ROLES,
  labels: { "zh-CN": chinese, en: english },
};
