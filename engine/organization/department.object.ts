import { boolean, defineObject, integer, reference, text } from "../object.ts";

export const department = defineObject({
  name: "department",
  plural: "departments",
  title: "name",
  area: "settings",
  icon: "apartment",

  fields: {
    name: text({ required: true, max: 80 }),
    parent: reference("department", { onDelete: "restrict" }),
    head: reference("user", { onDelete: "clear" }),
    sort: integer({ default: 0 }),
    code: text({ max: 40 }),
    closed: boolean({ default: false }),
  },

  access: { create: "none", read: "company", update: "none", delete: "none" },
  list: ["name", "parent", "head", "code"],
  form: { department: ["name", "parent", "head", "code", "sort"] },
  facts: ["parent", "head"],
  related: [{ object: "user", by: "department", columns: ["name", "login", "phone"] }],
  search: ["code"],
});
