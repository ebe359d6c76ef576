import { choice, defineObject, text } from "../../object.ts";

export const tag = defineObject({
  name: "tag",
  plural: "tags",
  title: "name",
  area: "settings",
  icon: "tags",

  fields: {
    name: text({ required: true, max: 30, unique: true }),
    colour: choice(["blue", "green", "orange", "red", "purple", "grey"], { required: true, default: "blue" }),
  },

  access: { create: "company", read: "company", update: "none", delete: "none" },
  list: ["name", "colour", "createdBy", "createdAt"],
  form: { tag: ["name", "colour"] },
});
