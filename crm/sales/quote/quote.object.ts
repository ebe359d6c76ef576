import {
  autoNumber,
  boolean,
  choice,
  date,
  dateTime,
  defineObject,
  integer,
  longText,
  money,
  multiReference,
  owner,
  percent,
  reference,
  rollup,
  state,
  text,
} from "#engine/object.ts";
import { lineTotals } from "../document-line.ts";

const FIRM = { field: "isOptional", op: "eq", value: false } as const;
const UNDECIDED = { field: "status", op: "in", value: ["draft", "sent"] } as const;
const SECRET = { seenWith: "seeCost" } as const;

export const quote = defineObject({
  name: "quote",
  plural: "quotes",
  title: "name",
  area: "sales",
  icon: "file",

  fields: {
    number: autoNumber({ pattern: "BJ{yyyy}{0000}", resets: "year", gapless: true }),
    name: text({ max: 120 }),
    revision: integer({ default: 1, min: 1, changedBy: "actions" }),
    previous: reference("quote", { onDelete: "restrict", changedBy: "actions", showsTitle: true }),
    account: reference("account", { required: true, onDelete: "restrict", showsTitle: true }),
    contact: reference("contact", { onDelete: "clear", showsTitle: true }),
    opportunity: reference("opportunity", { onDelete: "restrict", inherits: "read", showsTitle: true }),
    owner: owner({ required: true, handedBy: "transfer" }),
    status: choice(
      [
        { value: "draft", kind: "open", tone: "neutral" },
        { value: "sent", kind: "open", tone: "progress" },
        { value: "accepted", kind: "won", tone: "success" },
        { value: "rejected", kind: "lost", tone: "danger" },
        { value: "superseded", kind: "lost", tone: "neutral" },
      ],
      { required: true, default: "draft", changedBy: "actions", indexed: true },
    ),
    validity: state([
      { value: "expired", when: { and: [UNDECIDED, { field: "validUntil", op: "lt", value: { ago: "0d" } }] }, tone: "danger" },
      { value: "ending", when: { and: [UNDECIDED, { field: "validUntil", op: "within", value: "next7Days" }] }, tone: "warning" },
    ]),
    quotedOn: date({ indexed: true }),
    validUntil: date({ indexed: true }),
    sentAt: dateTime({ changedBy: "actions" }),
    decidedOn: date({ notAfter: "today", changedBy: "actions" }),
    rejectReason: choice(["price", "product", "terms", "timing", "competitor", "noBudget", "other"], { changedBy: "actions" }),
    pricesIncludeTax: boolean({ required: true, default: true }),
    ...lineTotals("quoteLine", "quote", FIRM),
    amount: money({ changedBy: "rules" }),
    optionalTotal: rollup({
      ...{ kind: "sum", of: "quoteLine", by: "quote", field: "amount", inOwnCurrency: true },
      where: { field: "isOptional", op: "eq", value: true },
    }),
    costTotal: rollup(
      { kind: "sum", of: "quoteLine", by: "quote", field: "costAmount", inOwnCurrency: true, where: FIRM },
      { internal: true, ...SECRET },
    ),
    uncostedCount: rollup(
      { kind: "count", of: "quoteLine", by: "quote", where: { and: [FIRM, { field: "costAmount", op: "isEmpty" }] } },
      { internal: true, ...SECRET },
    ),
    margin: money({ changedBy: "rules", ...SECRET }),
    marginRate: percent({ changedBy: "rules", ...SECRET }),
    remainingCount: rollup(
      { kind: "count", of: "quoteLine", by: "quote", where: { and: [FIRM, { field: "remaining", op: "gt", value: 0 }] } },
      { internal: true },
    ),
    contractCount: rollup({ kind: "count", of: "contract", by: "quote", where: { field: "status", op: "ne", value: "void" } }),
    orderCount: rollup({ kind: "count", of: "order", by: "quote", where: { field: "status", op: "ne", value: "cancelled" } }),
    terms: longText({ max: 10_000 }),
    remark: longText({ max: 5_000 }),
    tags: multiReference("tag"),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  lines: { object: "quoteLine", by: "quote" },

  list: ["number", "name", "account", "status", "amount", "validUntil", "validity", "owner"],
  totals: ["amount"],
  period: "quotedOn",
  form: {
    quote: ["name", "account", "contact", "opportunity", "owner"],
    terms: ["quotedOn", "validUntil", "currency", "pricesIncludeTax", "terms", "tags", "remark"],
    amount: ["amount", "netTotal", "taxTotal", "optionalTotal", "margin", "marginRate"],
    state: ["number", "revision", "previous", "status", "validity", "sentAt", "decidedOn", "rejectReason"],
  },
  facts: ["number", "status", "account", "amount", "validUntil"],
  related: [
    {
      object: "quoteLine",
      by: "quote",
      columns: ["name", "quantity", "unit", "price", "discount", "amount", "isOptional"],
      sum: "amount",
      sort: "position",
    },
    {
      object: "contract",
      by: "quote",
      columns: ["number", "name", "status", "amount", "signedOn"],
      sum: "amount",
      sort: "-createdAt",
    },
    { object: "order", by: "quote", columns: ["number", "status", "amount", "dueOn"], sum: "amount", sort: "-createdAt" },
    { object: "quote", by: "previous", columns: ["number", "revision", "status", "amount", "quotedOn"], sort: "-createdAt" },
    { object: "task", by: "about", columns: ["subject", "due", "status", "owner"], sort: "due" },
  ],
  views: {
    mine: { filter: { field: "owner", op: "eq", value: { me: true } }, sort: "-updatedAt" },
    drafts: { filter: { field: "status", op: "eq", value: "draft" }, sort: "-updatedAt" },
    waiting: { filter: { field: "status", op: "eq", value: "sent" }, sort: "validUntil" },
    expired: { filter: { field: "validity", op: "eq", value: "expired" }, sort: "validUntil" },
    thisMonth: { filter: { field: "quotedOn", op: "within", value: "thisMonth" }, sort: "-quotedOn" },
    accepted: {
      filter: { field: "status", op: "eq", value: "accepted" },
      sort: "-decidedOn",
      columns: ["number", "name", "account", "amount", "decidedOn", "opportunity", "owner"],
    },
    rejected: {
      filter: { field: "status", op: "eq", value: "rejected" },
      sort: "-decidedOn",
      columns: ["number", "name", "account", "amount", "decidedOn", "rejectReason", "owner"],
    },
    department: { filter: { field: "ownerDepartment", op: "eq", value: { myDepartment: true } }, sort: "-updatedAt" },
    all: { sort: "-updatedAt" },
  },
  search: ["number"],
  primaryActions: ["markSent", "accept", "reject", "makeContract"],
  timeline: true,
});
