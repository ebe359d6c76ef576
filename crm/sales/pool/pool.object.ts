import { boolean, choice, defineObject, integer, longText, multiReference, text } from "#engine/object.ts";

export const pool = defineObject({
  name: "pool",
  plural: "pools",
  title: "name",
  area: "settings",
  icon: "inbox",

  fields: {
    name: text({ required: true, max: 60, unique: true }),
    type: choice(["lead", "account"], { required: true, default: "lead" }),
    enabled: boolean({ default: true }),
    members: multiReference("user"),
    memberDepartments: multiReference("department"),
    admins: multiReference("user"),
    holdingCap: integer({ min: 1, max: 100_000 }),
    dailyClaims: integer({ min: 1, max: 10_000 }),
    coolDownDays: integer({ min: 1, max: 3_650 }),
    recycleAfterDays: integer({ min: 1, max: 3_650 }),
    warnDays: integer({ min: 1, max: 365 }),
    remark: longText({ max: 2_000 }),
  },

  access: { create: "none", read: "company", update: "none", delete: "none" },

  list: ["name", "type", "enabled", "holdingCap", "dailyClaims", "coolDownDays", "recycleAfterDays", "warnDays"],
  form: {
    pool: ["name", "type", "enabled", "remark"],
    people: ["members", "memberDepartments", "admins"],
    claiming: ["holdingCap", "dailyClaims", "coolDownDays"],
    recycling: ["recycleAfterDays", "warnDays"],
  },
  facts: ["type", "enabled", "dailyClaims", "recycleAfterDays"],
  views: {
    all: { sort: "name" },
    enabled: { filter: { field: "enabled", op: "eq", value: true }, sort: "name" },
  },
});
