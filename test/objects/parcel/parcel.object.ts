import { boolean, choice, defineObject, money, owner, rollup, text } from "#engine/object.ts";

/** The toy document: its items are its lines, which people pack while it is open. */
export const parcel = defineObject({
  name: "parcel",
  plural: "parcels",
  title: "name",
  area: "none",

  fields: {
    name: text({ required: true, max: 80 }),
    status: choice(["packing", "sent"], { default: "packing", changedBy: "actions" }),
    fragile: boolean({ default: false }),
    limit: money(),
    itemCount: rollup({ kind: "count", of: "parcelItem", by: "parcel" }),
    total: rollup({ kind: "sum", of: "parcelItem", by: "parcel", field: "amount", atMost: "limit" }),
    worth: money({ changedBy: "rules" }),
    owner: owner(),
  },

  access: { create: "company", read: "company", update: "own", delete: "own" },
  lines: { object: "parcelItem", by: "parcel" },
  list: ["name", "status", "itemCount", "worth", "owner"],
  form: { main: ["name", "fragile", "limit", "owner"] },
});
