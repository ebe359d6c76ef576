import { anyReference, choice, dateTime, defineObject, file, longText, text } from "../../object.ts";

/** A letter that went out about a record: what was said to whom, with what paper, and whether it arrived. */
export const mail = defineObject({
  name: "mail",
  plural: "mails",
  title: "subject",
  area: "none",

  fields: {
    about: anyReference([], { required: true, inherits: "read", onDelete: "cascade" }),
    to: text({ required: true, max: 2_000 }),
    cc: text({ max: 2_000 }),
    subject: text({ required: true, max: 200 }),
    body: longText({ max: 20_000 }),
    attachment: file(),
    status: choice(
      [
        { value: "queued", tone: "progress" },
        { value: "sent", tone: "success" },
        { value: "failed", tone: "danger" },
      ],
      { default: "queued", changedBy: "actions" },
    ),
    sentAt: dateTime({ changedBy: "engine" }),
    failure: text({ max: 500, changedBy: "engine" }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "about",
  readOnly: true,
  list: ["subject", "to", "status", "sentAt", "createdBy", "createdAt"],
  form: { mail: ["subject", "to", "cc", "body", "attachment", "status", "sentAt", "failure"] },
  search: false,
});
