import {
  anyReference,
  choice,
  date,
  dateTime,
  defineObject,
  longText,
  multiReference,
  owner,
  reference,
  text,
} from "#engine/object.ts";

export const task = defineObject({
  name: "task",
  plural: "tasks",
  title: "subject",
  area: "activity",
  icon: "check-square",

  fields: {
    subject: text({ required: true, max: 200 }),
    about: anyReference(["lead", "account", "contact", "opportunity", "contract"], {
      keeps: "account",
      inherits: "read",
      onDelete: "cascade",
      showsTitle: true,
    }),
    account: reference("account", { changedBy: "engine", onDelete: "cascade", showsTitle: true }),
    due: date({ indexed: true }),
    priority: choice(
      [
        { value: "high", tone: "danger" },
        { value: "normal", tone: "neutral" },
        { value: "low", tone: "neutral" },
      ],
      { required: true, default: "normal" },
    ),
    status: choice(
      [
        { value: "open", kind: "open", tone: "progress" },
        { value: "done", kind: "won", tone: "success" },
        { value: "cancelled", kind: "lost", tone: "neutral" },
      ],
      { required: true, default: "open", changedBy: "actions", indexed: true },
    ),
    doneAt: dateTime({ changedBy: "actions" }),
    remindedAt: dateTime({ changedBy: "actions", internal: true }),
    owner: owner({ required: true }),
    content: longText({ max: 5_000 }),
    tags: multiReference("tag"),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },

  list: ["subject", "about", "due", "priority", "status", "owner"],
  form: {
    task: ["subject", "about", "due", "priority", "owner", "content", "tags"],
    progress: ["status", "doneAt"],
  },
  facts: ["about", "due", "priority", "status", "owner"],
  views: {
    mine: {
      filter: {
        and: [
          { field: "owner", op: "eq", value: { me: true } },
          { field: "status", op: "eq", value: "open" },
        ],
      },
      sort: "due",
    },
    today: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "open" },
          { field: "due", op: "within", value: "today" },
        ],
      },
      sort: "due",
    },
    overdue: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "open" },
          { field: "due", op: "lt", value: { ago: "0d" } },
        ],
      },
      sort: "due",
    },
    done: { filter: { field: "status", op: "eq", value: "done" }, sort: "-doneAt" },
    all: { sort: "-createdAt" },
  },
  primaryActions: ["done"],
  timeline: true,
});
