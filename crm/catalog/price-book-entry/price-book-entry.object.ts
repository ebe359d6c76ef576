import { defineObject, integer, number, price, reference, text } from "#engine/object.ts";

export const priceBookEntry = defineObject({
  name: "priceBookEntry",
  plural: "priceBookEntries",
  title: "name",
  area: "none",

  fields: {
    name: text({ max: 200, changedBy: "rules", internal: true }),
    priceBook: reference("priceBook", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    product: reference("product", { required: true, onDelete: "restrict", showsTitle: true }),
    minQuantity: number({ required: true, default: 0, min: 0, scale: 4 }),
    price: price({ required: true, min: 0 }),
    position: integer({ changedBy: "engine", internal: true }),
    key: text({ max: 120, unique: true, changedBy: "rules", internal: true }),
  },

  access: { create: "none", read: "none", update: "none", delete: "none" },
  within: "priceBook",
  list: ["priceBook", "product", "minQuantity", "price"],
  form: { price: ["priceBook", "product", "minQuantity", "price"] },
  views: { all: { sort: "-createdAt" } },
});
