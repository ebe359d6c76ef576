import { defineObject, longText, money, number, percent, price, reference, text } from "#engine/object.ts";

export const opportunityLine = defineObject({
  name: "opportunityLine",
  plural: "opportunityLines",
  title: "name",
  area: "none",

  fields: {
    name: text({ max: 120, changedBy: "rules", internal: true }),
    opportunity: reference("opportunity", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    product: reference("product", { required: true, onDelete: "restrict", showsTitle: true }),
    quantity: number({ required: true, default: 1, min: 0, scale: 4 }),
    price: price({ min: 0 }),
    discount: percent({ default: 0, min: 0, max: 100 }),
    amount: money({ changedBy: "rules" }),
    remark: longText({ max: 500 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "opportunity",

  list: ["opportunity", "product", "quantity", "price", "discount", "amount"],
  form: { line: ["opportunity", "product", "quantity", "price", "discount", "amount", "remark"] },
  views: { all: { sort: "-createdAt" } },
});
