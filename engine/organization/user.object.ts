import { dateTime, defineObject, email, image, multiReference, phone, reference, text } from "../object.ts";

/** A person in one company. Signing in belongs to the group's identity, which `identityId` names. */
export const user = defineObject({
  name: "user",
  plural: "users",
  title: "name",
  area: "settings",
  icon: "user",

  fields: {
    name: text({ required: true, max: 60 }),
    login: text({ required: true, max: 120, unique: true }),
    phone: phone(),
    email: email(),
    position: text({ max: 60 }),
    department: reference("department", { onDelete: "restrict", showsTitle: true, needsOnOneself: "configure" }),
    otherDepartments: multiReference("department", { needsOnOneself: "configure" }),
    manager: reference("user", { onDelete: "clear", showsTitle: true, needsOnOneself: "configure" }),
    roles: multiReference("role", { needs: "configure" }),
    avatar: image(),
    disabledAt: dateTime({ changedBy: "actions" }),
    identityId: text({ changedBy: "engine", internal: true }),
  },

  access: { create: "none", read: "company", update: "none", delete: "none" },
  list: ["name", "login", "department", "position", "manager", "roles", "phone", "disabledAt"],
  form: {
    person: ["name", "login", "phone", "email"],
    place: ["department", "position", "manager", "otherDepartments", "roles"],
  },
  facts: ["department", "position", "manager", "phone"],
  search: ["login", "phone", "email"],
  views: {
    active: { filter: { field: "disabledAt", op: "isEmpty" }, sort: "name" },
    disabled: { filter: { field: "disabledAt", op: "isNotEmpty" }, sort: "-disabledAt" },
  },
});
