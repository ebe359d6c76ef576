import { choice, defineObject, image, longText, multiReference, percent, price, reference, text } from "#engine/object.ts";
import { UNITS } from "../units.ts";

export const product = defineObject({
  name: "product",
  plural: "products",
  title: "name",
  area: "catalog",
  icon: "appstore",

  fields: {
    code: text({ max: 60, unique: true }),
    name: text({ required: true, max: 120, indexed: true }),
    category: reference("productCategory", { onDelete: "restrict", showsTitle: true }),
    series: text({ max: 60, indexed: true }),
    specification: text({ max: 200 }),
    unit: choice(UNITS, { default: "set" }),
    listPrice: price({ min: 0 }),
    cost: price({ min: 0, seenWith: "seeCost" }),
    taxRate: percent({ min: 0, max: 100 }),
    status: choice(
      [
        { value: "onSale", kind: "open", tone: "success" },
        { value: "planned", kind: "open", tone: "progress" },
        { value: "stopped", kind: "lost", tone: "neutral" },
      ],
      { required: true, default: "onSale" },
    ),
    picture: image(),
    description: longText({ max: 5_000 }),
    tags: multiReference("tag"),
  },

  access: { create: "none", read: "company", update: "none", delete: "none" },

  list: ["name", "code", "category", "specification", "unit", "listPrice", "status"],
  form: {
    product: ["name", "code", "category", "series", "specification", "unit", "status"],
    price: ["listPrice", "currency", "taxRate", "cost"],
    more: ["picture", "description", "tags"],
  },
  facts: ["code", "category", "listPrice", "status"],
  related: [
    {
      object: "opportunity",
      by: "product",
      columns: ["name", "account", "stage", "amount", "owner"],
      sum: "amount",
      sort: "-updatedAt",
    },
    { object: "priceBookEntry", by: "product", columns: ["priceBook", "minQuantity", "price"], sort: "-createdAt" },
  ],
  views: {
    onSale: { filter: { field: "status", op: "eq", value: "onSale" }, sort: "name" },
    all: { sort: "name" },
  },
  search: ["code", "series", "specification"],
  timeline: true,
});
