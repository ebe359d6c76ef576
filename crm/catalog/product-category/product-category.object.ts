import { defineObject, integer, longText, reference, rollup, text } from "#engine/object.ts";

export const productCategory = defineObject({
  name: "productCategory",
  plural: "productCategories",
  title: "name",
  area: "catalog",
  icon: "tree",

  fields: {
    name: text({ required: true, max: 80 }),
    parent: reference("productCategory", { onDelete: "restrict", showsTitle: true }),
    sort: integer({ default: 0 }),
    productCount: rollup({ kind: "count", of: "product", by: "category" }),
    remark: longText({ max: 500 }),
  },

  access: { create: "none", read: "company", update: "none", delete: "none" },

  list: ["name", "parent", "productCount", "sort"],
  form: { category: ["name", "parent", "sort", "remark"] },
  facts: ["parent", "productCount"],
  related: [
    { object: "product", by: "category", columns: ["name", "code", "specification", "listPrice", "status"], sort: "name" },
    { object: "productCategory", by: "parent", columns: ["name", "productCount"], sort: "name" },
  ],
  views: { all: { sort: "name" } },
});
