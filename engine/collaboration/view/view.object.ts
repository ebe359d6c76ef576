import { boolean, choice, defineObject, integer, json, owner, text } from "../../object.ts";

/** A saved way of looking at an object's records: one's own, or shared with the company. */
export const view = defineObject({
  name: "view",
  plural: "views",
  title: "name",
  area: "none",

  fields: {
    name: text({ required: true, max: 60 }),
    object: text({ required: true, max: 60, indexed: true }),
    filter: json(),
    /** A named period, or two days, of the object's own date: it moves on with the calendar. */
    period: text({ max: 40 }),
    sort: text({ max: 120 }),
    columns: json(),
    presentation: choice(["table", "board"], { default: "table" }),
    shared: boolean({ default: false }),
    position: integer({ default: 0 }),
    owner: owner({ required: true }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  branches: [{ name: "shared", gives: "read", where: { field: "shared", op: "eq", value: true } }],
  list: ["name", "object", "presentation", "shared", "owner"],
  form: { view: ["name", "object", "presentation", "shared"] },
});
