import { check } from "#engine/rule.ts";
import { productCategory } from "./product-category.object.ts";

const noCategoryIsAboveItself = check(
  productCategory,
  ({ id, parentId }, { related }) =>
    parentId !== null && (parentId === id || related("parent")?.parentId === id)
      ? { code: "productCategory.own_parent", field: "parentId" }
      : null,
  { reads: ["parent"], strength: "invariant" },
);

export const rules = [noCategoryIsAboveItself];
