import {
  boolean,
  choice,
  date,
  dateTime,
  defineObject,
  longText,
  money,
  multiReference,
  owner,
  percent,
  reference,
  rollup,
  text,
} from "#engine/object.ts";
import { SOURCES } from "../sources.ts";
import { DROP_ACTIONS, STAGES } from "./stages.ts";

export const opportunity = defineObject({
  name: "opportunity",
  plural: "opportunities",
  title: "name",
  area: "sales",
  icon: "fund",
  recordTypes: ["short", "project"],

  fields: {
    name: text({ required: true, max: 120 }),
    account: reference("account", { onDelete: "restrict", showsTitle: true }),
    contact: reference("contact", { onDelete: "clear" }),
    product: reference("product", { onDelete: "restrict", showsTitle: true }),
    owner: owner({ required: true, handedBy: "transfer" }),
    stage: choice(STAGES, { changedBy: "actions", indexed: true }),
    status: choice(
      [
        { value: "open", kind: "open", tone: "progress" },
        { value: "won", kind: "won", tone: "success" },
        { value: "lost", kind: "lost", tone: "danger" },
      ],
      { changedBy: "rules", indexed: true },
    ),
    probability: percent({ changedBy: "rules", min: 0, max: 100 }),
    amount: money({ min: 0 }),
    weightedAmount: money({ changedBy: "rules" }),
    pricesIncludeTax: boolean({ required: true, default: true }),
    lineTotal: rollup(
      { kind: "sum", of: "opportunityLine", by: "opportunity", field: "amount", inOwnCurrency: true },
      { internal: true },
    ),
    lineCount: rollup({ kind: "count", of: "opportunityLine", by: "opportunity" }),
    contractCount: rollup({
      kind: "count",
      of: "contract",
      by: "opportunity",
      where: { field: "status", op: "ne", value: "void" },
    }),
    budget: money({ min: 0 }),
    openedOn: date(),
    closeDate: date({ indexed: true }),
    closedAt: date({ changedBy: "actions", indexed: true }),
    stageSince: dateTime({ changedBy: "rules" }),
    lastOpenStage: text({ max: 60, changedBy: "rules", internal: true }),
    lostReason: choice(
      ["price", "product", "timing", "competitor", "noBudget", "relationship", "cancelled", "other", "unrecorded"],
      {
        changedBy: "actions",
      },
    ),
    competitor: text({ max: 120 }),
    source: choice(SOURCES),
    campaign: reference("campaign", { onDelete: "restrict", showsTitle: true }),
    lead: reference("lead", { onDelete: "clear" }),
    lastFollowUpAt: rollup({ kind: "max", of: "followUp", by: "about", field: "at" }),
    promisedAt: rollup({ kind: "max", of: "followUp", by: "about", field: "nextAt" }, { internal: true }),
    nextFollowUpAt: dateTime({ changedBy: "rules" }),
    remark: longText({ max: 5_000 }),
    tags: multiReference("tag"),
  },

  lines: { object: "opportunityLine", by: "opportunity" },
  access: { create: "own", read: "own", update: "own", delete: "none" },

  list: ["name", "account", "stage", "amount", "probability", "closeDate", "owner", "lastFollowUpAt"],
  totals: ["amount", "weightedAmount"],
  period: "closeDate",
  form: {
    deal: ["name", "account", "recordType", "product", "contact", "owner"],
    forecast: ["amount", "currency", "pricesIncludeTax", "closeDate", "stage", "probability", "weightedAmount", "openedOn"],
    background: ["budget", "competitor", "campaign", "source", "lead", "tags", "remark"],
    result: ["closedAt", "lostReason"],
  },
  facts: ["account", "amount", "closeDate", "probability", "nextFollowUpAt"],
  related: [
    {
      object: "quote",
      by: "opportunity",
      columns: ["number", "status", "amount", "validUntil", "owner"],
      sum: "amount",
      sort: "-createdAt",
    },
    {
      object: "contract",
      by: "opportunity",
      columns: ["number", "name", "status", "amount", "signedOn"],
      sum: "amount",
      sort: "-createdAt",
    },
    { object: "followUp", by: "about", columns: ["at", "type", "content", "owner"], sort: "-at" },
    { object: "task", by: "about", columns: ["subject", "due", "status", "owner"], sort: "due" },
  ],
  views: {
    mine: {
      filter: {
        and: [
          { field: "owner", op: "eq", value: { me: true } },
          { field: "status", op: "eq", value: "open" },
        ],
      },
      sort: "closeDate",
    },
    board: { filter: { field: "status", op: "eq", value: "open" }, sort: "closeDate", presentation: "board" },
    thisMonth: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "open" },
          { field: "closeDate", op: "within", value: "thisMonth" },
        ],
      },
      sort: "-amount",
    },
    overdue: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "open" },
          { field: "closeDate", op: "lt", value: { ago: "0d" } },
        ],
      },
      sort: "closeDate",
    },
    stuck: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "open" },
          { field: "stageSince", op: "lt", value: { ago: "30d" } },
        ],
      },
      sort: "stageSince",
      columns: ["name", "account", "stage", "stageSince", "amount", "owner", "lastFollowUpAt"],
    },
    department: {
      filter: {
        and: [
          { field: "ownerDepartment", op: "eq", value: { myDepartment: true } },
          { field: "status", op: "eq", value: "open" },
        ],
      },
      sort: "closeDate",
    },
    won: {
      filter: { field: "status", op: "eq", value: "won" },
      sort: "-closedAt",
      columns: ["name", "account", "amount", "closedAt", "owner", "product"],
    },
    lost: {
      filter: { field: "status", op: "eq", value: "lost" },
      sort: "-closedAt",
      columns: ["name", "account", "amount", "lostReason", "competitor", "closedAt", "owner"],
    },
    all: { sort: "-updatedAt" },
  },
  board: {
    by: "stage",
    sum: "amount",
    card: ["account", "amount", "closeDate", "owner"],
    actions: DROP_ACTIONS,
  },
  search: ["competitor"],
  primaryActions: ["advance", "makeQuote", "win", "makeContract"],
  timeline: true,
});
