import { autoNumber, choice, date, defineObject, longText, reference, rollup, text } from "#engine/object.ts";

export const delivery = defineObject({
  name: "delivery",
  plural: "deliveries",
  title: "number",
  area: "cash",
  icon: "truck",

  fields: {
    number: autoNumber({ pattern: "FH{yyyy}{mm}{0000}", resets: "month", gapless: true }),
    order: reference("order", { required: true, lockedFirst: true, onDelete: "restrict", inherits: "read", showsTitle: true }),
    account: reference("account", { onDelete: "restrict", changedBy: "rules", showsTitle: true }),
    shippedOn: date({ notAfter: "today", indexed: true }),
    carrier: text({ max: 60 }),
    waybill: text({ max: 60, indexed: true }),
    status: choice(
      [
        { value: "shipped", kind: "open", tone: "progress" },
        { value: "signed", kind: "done", tone: "success" },
      ],
      { required: true, default: "shipped", changedBy: "actions", indexed: true },
    ),
    signedOn: date({ notAfter: "today", changedBy: "actions" }),
    signedBy: text({ max: 60, changedBy: "actions" }),
    lineCount: rollup({ kind: "count", of: "deliveryLine", by: "delivery" }),
    remark: longText({ max: 2_000 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "order",
  lines: { object: "deliveryLine", by: "delivery" },

  list: ["number", "order", "account", "status", "shippedOn", "carrier", "waybill", "signedOn"],
  period: "shippedOn",
  form: {
    delivery: ["order", "shippedOn", "carrier", "waybill", "remark"],
    state: ["number", "account", "status", "signedOn", "signedBy"],
  },
  facts: ["order", "account", "status", "shippedOn", "waybill"],
  related: [{ object: "deliveryLine", by: "delivery", columns: ["quantity", "unit"], sort: "position" }],
  views: {
    onTheWay: { filter: { field: "status", op: "eq", value: "shipped" }, sort: "-shippedOn" },
    thisMonth: { filter: { field: "shippedOn", op: "within", value: "thisMonth" }, sort: "-shippedOn" },
    all: { sort: "-createdAt" },
  },
  search: ["number", "waybill"],
  primaryActions: ["sign"],
  timeline: true,
});
