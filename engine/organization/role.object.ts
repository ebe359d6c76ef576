import { boolean, defineObject, json, longText, text } from "../object.ts";

/**
 * What people of a role may do. `permissions`: object (or `*`) → verb → scope, with `chosen` naming departments.
 * `fieldRules`: object → field → `hide | mask | read`. `rights`: what concerns no record, e.g. `configure`.
 */
export const role = defineObject({
  name: "role",
  plural: "roles",
  title: "name",
  area: "settings",
  icon: "safety",

  fields: {
    name: text({ required: true, max: 60 }),
    code: text({ required: true, max: 40, unique: true }),
    description: longText({ max: 500 }),
    usesDefaults: boolean({ default: false, internal: true, needs: "configure" }),
    forFounder: boolean({ default: false, internal: true }),
    permissions: json({ default: {}, needs: "configure" }),
    fieldRules: json({ default: {}, needs: "configure" }),
    rights: json({ default: [], needs: "configure" }),
  },

  access: { create: "none", read: "company", update: "none", delete: "none" },
  list: ["name", "code", "description"],
  form: { role: ["name", "code", "description"] },
});
