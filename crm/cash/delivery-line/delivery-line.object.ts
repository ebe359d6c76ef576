import { choice, defineObject, integer, number, reference, text } from "#engine/object.ts";
import { UNITS } from "../../catalog/units.ts";

export const deliveryLine = defineObject({
  name: "deliveryLine",
  plural: "deliveryLines",
  title: "name",
  area: "none",

  fields: {
    delivery: reference("delivery", {
      required: true,
      lockedFirst: true,
      onDelete: "cascade",
      inherits: "read",
      showsTitle: true,
    }),
    orderLine: reference("orderLine", { required: true, onDelete: "restrict", showsTitle: true }),
    name: text({ max: 200, changedBy: "rules", internal: true }),
    quantity: number({ required: true, min: 0.0001, scale: 4 }),
    unit: choice(UNITS, { optionsOf: "product.unit", changedBy: "rules" }),
    position: integer({ changedBy: "engine", internal: true }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "delivery",

  list: ["delivery", "orderLine", "quantity", "unit"],
  form: { line: ["delivery", "orderLine", "quantity", "unit"] },
  views: { all: { sort: "-createdAt" } },
});
