import { anyReference, boolean, choice, defineObject, longText } from "../../object.ts";

/** A sticky note on a record: what everyone who opens it should see first. */
export const note = defineObject({
  name: "note",
  plural: "notes",
  title: "body",
  area: "none",

  fields: {
    about: anyReference([], { required: true, inherits: "read", onDelete: "cascade" }),
    body: longText({ required: true, max: 2_000 }),
    colour: choice(["yellow", "blue", "green", "red"], { default: "yellow" }),
    pinned: boolean({ default: false }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "about",
  list: ["about", "body", "createdBy", "createdAt"],
  form: { note: ["body", "colour", "pinned"] },
});
