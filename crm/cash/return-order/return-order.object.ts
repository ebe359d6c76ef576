import { autoNumber, choice, date, defineObject, longText, money, reference, rollup, text } from "#engine/object.ts";

export const returnOrder = defineObject({
  name: "returnOrder",
  plural: "returnOrders",
  title: "number",
  area: "cash",
  icon: "return",

  fields: {
    number: autoNumber({ pattern: "TH{yyyy}{mm}{0000}", resets: "month", gapless: true }),
    order: reference("order", { required: true, lockedFirst: true, onDelete: "restrict", inherits: "read", showsTitle: true }),
    account: reference("account", { onDelete: "restrict", changedBy: "rules", showsTitle: true }),
    reason: choice(["quality", "damaged", "wrongGoods", "notNeeded", "other"], { required: true, default: "quality" }),
    status: choice(
      [
        { value: "requested", kind: "open", tone: "progress" },
        { value: "received", kind: "done", tone: "success" },
        { value: "refused", kind: "void", tone: "neutral" },
      ],
      { required: true, default: "requested", changedBy: "actions", indexed: true },
    ),
    returnedOn: date({ indexed: true }),
    refusal: text({ max: 500, changedBy: "actions" }),
    lineCount: rollup({ kind: "count", of: "returnLine", by: "returnOrder" }),
    lineTotal: rollup(
      { kind: "sum", of: "returnLine", by: "returnOrder", field: "amount", inOwnCurrency: true },
      { internal: true },
    ),
    amount: money({ changedBy: "rules" }),
    remark: longText({ max: 2_000 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "order",
  lines: { object: "returnLine", by: "returnOrder" },

  list: ["number", "order", "account", "status", "reason", "amount", "returnedOn"],
  totals: ["amount"],
  period: "returnedOn",
  form: {
    returnOrder: ["order", "reason", "returnedOn", "remark"],
    state: ["number", "account", "status", "amount", "refusal"],
  },
  facts: ["order", "account", "status", "amount", "reason"],
  related: [
    { object: "returnLine", by: "returnOrder", columns: ["quantity", "unit", "amount"], sum: "amount", sort: "position" },
  ],
  views: {
    requested: { filter: { field: "status", op: "eq", value: "requested" }, sort: "-createdAt" },
    thisMonth: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "received" },
          { field: "returnedOn", op: "within", value: "thisMonth" },
        ],
      },
      sort: "-returnedOn",
    },
    all: { sort: "-createdAt" },
  },
  search: ["number"],
  primaryActions: ["receive"],
  timeline: true,
});
