import { anyReference, defineObject, longText, multiReference, reference } from "../../object.ts";

/** A remark to colleagues on any record; naming someone draws him in. */
export const comment = defineObject({
  name: "comment",
  plural: "comments",
  title: "body",
  area: "none",

  fields: {
    about: anyReference([], { required: true, inherits: "read", onDelete: "cascade" }),
    body: longText({ required: true, max: 5_000 }),
    mentions: multiReference("user"),
    answers: reference("comment", { onDelete: "cascade" }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "about",
  list: ["about", "body", "createdBy", "createdAt"],
  form: { comment: ["body", "mentions"] },
});
