import {
  age,
  boolean,
  choice,
  date,
  dateTime,
  defineObject,
  type Filter,
  integer,
  longText,
  money,
  owner,
  percent,
  reference,
  rollup,
  state,
  text,
} from "#engine/object.ts";
import { PAYMENT_METHODS } from "../methods.ts";

const open: Filter = { field: "phase", op: "eq", value: "open" };
const late: Filter = { field: "dueOn", op: "lt", value: { ago: "0d" } };

/** Open instalments that were due at most so many days ago. */
const dueWithin = (days: number): Filter => ({ and: [open, { field: "dueOn", op: "gte", value: { ago: `${days}d` } }] });

/** One instalment: what a contract's customer is to pay, when, and what of it has come. */
export const paymentPlan = defineObject({
  name: "paymentPlan",
  plural: "paymentPlans",
  title: "name",
  area: "cash",
  icon: "schedule",

  fields: {
    name: text({ max: 80, changedBy: "rules" }),
    contract: reference("contract", {
      required: true,
      onDelete: "cascade",
      inherits: "read",
      showsTitle: true,
      lockedFirst: true,
      watches: ["status", "account", "owner", "currency", "rate"],
    }),
    account: reference("account", { onDelete: "restrict", showsTitle: true, changedBy: "rules" }),
    owner: owner({ spells: false, changedBy: "rules", follows: "contract" }),
    sequence: integer({ min: 1, max: 500 }),
    purpose: text({ max: 60 }),
    percent: percent({ min: 0, max: 100 }),
    amount: money({ min: 0 }),
    dueOn: date({ indexed: true }),
    milestone: text({ max: 120 }),
    days: integer({ min: 0, max: 3_650 }),
    method: choice(PAYMENT_METHODS),
    phase: choice(
      [
        { value: "notInForce", kind: "draft" },
        { value: "open", kind: "open" },
        { value: "received", kind: "won" },
        { value: "void", kind: "void" },
      ],
      { changedBy: "rules", internal: true },
    ),
    isVoid: boolean({ default: false, changedBy: "actions", internal: true }),
    voidReason: text({ max: 500, changedBy: "actions" }),
    receivedSum: rollup(
      {
        kind: "sum",
        of: "allocation",
        by: "paymentPlan",
        field: "settled",
        inOwnCurrency: true,
        atMost: "ceiling",
        atLeast: 0,
        refusal: "paymentPlan.over_received",
      },
      { internal: true },
    ),
    received: money({ changedBy: "rules" }),
    voidReceived: money({ changedBy: "rules", internal: true }),
    outstanding: money({ changedBy: "rules" }),
    overAllowed: money({ min: 0, changedBy: "actions" }),
    ceiling: money({ changedBy: "rules", internal: true }),
    lastReceivedOn: rollup({ kind: "max", of: "allocation", by: "paymentPlan", field: "entryDate" }),
    status: state([
      { value: "void", when: { field: "phase", op: "eq", value: "void" } },
      { value: "notInForce", when: { field: "phase", op: "eq", value: "notInForce" } },
      { value: "received", when: { field: "phase", op: "eq", value: "received" }, tone: "success" },
      { value: "overdue", when: { and: [open, late] }, tone: "danger" },
      { value: "partial", when: { and: [open, { field: "received", op: "gt", value: 0 }] }, tone: "warning" },
      { value: "due", when: open, tone: "progress" },
    ]),
    aging: state([
      { value: "notDue", when: { and: [open, { or: [{ field: "dueOn", op: "isEmpty" }, { not: late }] }] } },
      { value: "d30", when: dueWithin(30), tone: "warning" },
      { value: "d60", when: dueWithin(60), tone: "warning" },
      { value: "d90", when: dueWithin(90), tone: "danger" },
      { value: "d180", when: dueWithin(180), tone: "danger" },
      { value: "over180", when: open, tone: "danger" },
    ]),
    daysOverdue: age({ since: "dueOn", while: { and: [open, late] } }),
    remindedAt: dateTime({ changedBy: "actions", internal: true }),
    remark: longText({ max: 2_000 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },

  list: [
    "name",
    "account",
    "dueOn",
    "status",
    "daysOverdue",
    "outstanding",
    "amount",
    "received",
    "contract",
    "purpose",
    "owner",
  ],
  form: {
    instalment: ["contract", "purpose", "sequence", "amount", "percent"],
    term: ["dueOn", "milestone", "days", "method"],
    standing: ["status", "daysOverdue", "aging", "received", "outstanding", "lastReceivedOn", "overAllowed", "voidReason"],
    notes: ["account", "owner", "remark"],
  },
  facts: ["status", "account", "contract", "dueOn", "outstanding"],
  related: [
    {
      object: "allocation",
      by: "paymentPlan",
      columns: ["number", "receipt", "kind", "settled", "entryDate"],
      sum: "settled",
      sort: "-createdAt",
    },
  ],
  totals: ["amount", "received", "outstanding"],
  period: "dueOn",
  views: {
    mine: { filter: { and: [{ field: "owner", op: "eq", value: { me: true } }, open] }, sort: "dueOn" },
    overdue: { filter: { field: "status", op: "eq", value: "overdue" }, sort: "dueOn" },
    dueSoon: { filter: { and: [open, { field: "dueOn", op: "within", value: "next30Days" }] }, sort: "dueOn" },
    waiting: {
      filter: { and: [open, { field: "dueOn", op: "isEmpty" }] },
      sort: "-createdAt",
      columns: ["name", "purpose", "account", "contract", "milestone", "days", "amount", "owner"],
    },
    department: {
      filter: { and: [{ field: "ownerDepartment", op: "eq", value: { myDepartment: true } }, open] },
      sort: "dueOn",
    },
    received: { filter: { field: "phase", op: "eq", value: "received" }, sort: "-dueOn" },
    all: { sort: "-dueOn" },
  },
  search: ["purpose"],
  indexes: [{ fields: ["owner", "phase", "dueOn"], serves: "what the customers of these people owe, by age" }],
  primaryActions: ["reachMilestone"],
  timeline: true,
});
