import { boolean, choice, date, defineObject, integer, money, owner, reference, rollup, text } from "#engine/object.ts";

/** The toy that holds widgets: roll-ups of every kind, one with a bound, and a rule that follows from them. */
export const gadget = defineObject({
  name: "gadget",
  plural: "gadgets",
  title: "name",
  area: "none",

  fields: {
    name: text({ required: true, max: 80, indexed: true }),
    kind: choice(["hand", "power"]),
    closed: boolean({ default: false }),
    budget: money(),
    startDate: date(),
    parent: reference("gadget", { onDelete: "restrict" }),
    size: choice(["none", "small", "large"], { changedBy: "rules" }),
    widgetCount: rollup({ kind: "count", of: "widget", by: "gadget" }),
    total: rollup({ kind: "sum", of: "widget", by: "gadget", field: "amount", atMost: "budget" }),
    shippedTotal: rollup({
      kind: "sum",
      of: "widget",
      by: "gadget",
      field: "amount",
      where: { field: "stage", op: "eq", value: "shipped" },
    }),
    nextDue: rollup({ kind: "min", of: "widget", by: "gadget", field: "dueDate" }),
    lastSeen: rollup({ kind: "max", of: "widget", by: "gadget", field: "seenAt" }),
    rank: integer(),
    owner: owner(),
  },

  access: { create: "company", read: "departmentTree", update: "own", delete: "own" },
  list: ["name", "kind", "widgetCount", "total", "nextDue", "owner"],
  form: { main: ["name", "kind", "owner", "budget", "startDate", "parent", "closed", "rank"] },
  related: [{ object: "widget", by: "gadget", columns: ["name", "amount", "stage"], sum: "amount" }],
  duplicates: [{ name: "sameName", fields: ["name"], as: "company", kind: "company", onSave: "warn" }],
  timeline: true,
});
