import { boolean, choice, defineObject, integer, money, number, reference, text } from "#engine/object.ts";
import { UNITS } from "../../catalog/units.ts";

export const returnLine = defineObject({
  name: "returnLine",
  plural: "returnLines",
  title: "name",
  area: "none",

  fields: {
    returnOrder: reference("returnOrder", {
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
    amount: money({ changedBy: "rules" }),
    /** True once the goods have been received: what is only asked for takes nothing from the order. */
    counts: boolean({ changedBy: "rules", internal: true }),
    /** A line of the order comes back once in a return. */
    key: text({ unique: true, changedBy: "rules", internal: true, standsFor: "orderLineId" }),
    position: integer({ changedBy: "engine", internal: true }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "returnOrder",

  list: ["returnOrder", "orderLine", "quantity", "unit", "amount"],
  form: { line: ["returnOrder", "orderLine", "quantity", "unit", "amount"] },
  views: { all: { sort: "-createdAt" } },
});
