import {
  anyReference,
  choice,
  dateTime,
  defineObject,
  longText,
  multiReference,
  owner,
  reference,
  text,
} from "#engine/object.ts";

export const followUp = defineObject({
  name: "followUp",
  plural: "followUps",
  title: "summary",
  area: "activity",
  icon: "message",

  fields: {
    about: anyReference(["lead", "account", "contact", "opportunity", "contract"], {
      required: true,
      keeps: "account",
      inherits: "read",
      onDelete: "cascade",
      showsTitle: true,
    }),
    account: reference("account", { changedBy: "engine", onDelete: "cascade", showsTitle: true }),
    summary: text({ max: 60, changedBy: "rules", internal: true }),
    type: choice(["call", "visit", "meeting", "message", "email", "other"], { required: true, default: "call" }),
    content: longText({ required: true, max: 5_000 }),
    result: choice([
      { value: "interested", tone: "success" },
      { value: "agreed", tone: "success" },
      { value: "thinking", tone: "progress" },
      { value: "noAnswer", tone: "neutral" },
      { value: "refused", tone: "danger" },
    ]),
    at: dateTime({ indexed: true }),
    nextAt: dateTime(),
    owner: owner({ required: true, spells: false }),
    tags: multiReference("tag"),
  },

  access: { create: "own", read: "own", update: "own", delete: "none" },

  list: ["at", "about", "account", "type", "result", "nextAt", "owner"],
  form: { talk: ["about", "type", "content", "result", "at", "nextAt", "owner", "tags"] },
  facts: ["about", "type", "at", "owner"],
  views: {
    mine: { filter: { field: "owner", op: "eq", value: { me: true } }, sort: "-at" },
    today: { filter: { field: "at", op: "within", value: "today" }, sort: "-at" },
    thisWeek: { filter: { field: "at", op: "within", value: "thisWeek" }, sort: "-at" },
    all: { sort: "-at" },
  },
  search: false,
});
