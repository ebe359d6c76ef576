import { anyReference, dateTime, defineObject, owner, text } from "../../object.ts";

/** What a person is told of without looking: told by the engine, read by him alone. */
export const notification = defineObject({
  name: "notification",
  plural: "notifications",
  title: "message",
  area: "none",
  icon: "bell",
  personal: true,
  readOnly: true,

  fields: {
    message: text({ max: 500, changedBy: "engine" }),
    code: text({ max: 80, changedBy: "engine", internal: true }),
    owner: owner({ spells: false, changedBy: "engine" }),
    about: anyReference([], { onDelete: "cascade", changedBy: "engine" }),
    readAt: dateTime({ changedBy: "actions" }),
  },

  access: { create: "none", read: "own", update: "own", delete: "none" },
  list: ["message", "about", "createdAt", "readAt"],
  form: { notification: ["message", "about", "readAt"] },
  views: {
    unread: { filter: { field: "readAt", op: "isEmpty" }, sort: "-createdAt" },
    all: { sort: "-createdAt" },
  },
  search: false,
  indexes: [{ fields: ["owner", "createdAt"], serves: "what a person was told last" }],
});
