import { defineObject, integer, money, price, reference, text } from "#engine/object.ts";

/** The toy line: what it is worth follows from itself and from its parcel. */
export const parcelItem = defineObject({
  name: "parcelItem",
  plural: "parcelItems",
  title: "name",
  area: "none",

  fields: {
    parcel: reference("parcel", { required: true, onDelete: "cascade" }),
    name: text({ required: true, max: 40 }),
    quantity: integer({ default: 1, min: 1 }),
    price: price({ min: 0 }),
    amount: money({ changedBy: "rules" }),
    widget: reference("widget", { onDelete: "restrict", showsTitle: true }),
    position: integer({ changedBy: "engine", internal: true }),
  },

  access: {},
  within: "parcel",
  list: ["parcel", "name", "quantity", "amount"],
  form: { main: ["parcel", "name", "quantity", "price", "widget"] },
});
