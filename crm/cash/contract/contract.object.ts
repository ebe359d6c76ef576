import {
  autoNumber,
  boolean,
  choice,
  date,
  defineObject,
  type Filter,
  integer,
  longText,
  money,
  multiReference,
  owner,
  reference,
  rollup,
  state,
  text,
} from "#engine/object.ts";
import { lineTotals } from "../../sales/document-line.ts";
import { invoicedSums } from "../invoice/invoiced-sums.ts";
import { receivedSums } from "../payment-plan/received-sums.ts";

/** In days; a job reads every contract that ends within it. */
export const LONGEST_NOTICE = 366;

const inForce = { field: "status", op: "in", value: ["active", "suspended"] } as const satisfies Filter;

export const contract = defineObject({
  name: "contract",
  plural: "contracts",
  title: "name",
  area: "cash",
  icon: "contract",
  recordTypes: ["sale", "agency", "framework", "service"],

  fields: {
    number: autoNumber({ pattern: "HT{yyyy}{0000}", resets: "year", gapless: true }),
    name: text({ required: true, max: 120 }),
    account: reference("account", { required: true, onDelete: "restrict", showsTitle: true, lockedFirst: true }),
    contact: reference("contact", { onDelete: "clear", showsTitle: true }),
    owner: owner({ required: true, handedBy: "transfer" }),
    opportunity: reference("opportunity", { onDelete: "restrict", showsTitle: true, watches: ["campaign"] }),
    campaign: reference("campaign", { onDelete: "restrict", showsTitle: true }),
    quote: reference("quote", { onDelete: "restrict", showsTitle: true, changedBy: "actions" }),
    renewalOf: reference("contract", { onDelete: "restrict", showsTitle: true }),
    status: choice(
      [
        { value: "draft", kind: "draft", tone: "neutral" },
        { value: "active", kind: "inForce", tone: "progress" },
        { value: "suspended", kind: "held", tone: "warning" },
        { value: "completed", kind: "ended", tone: "success" },
        { value: "terminated", kind: "ended", tone: "danger" },
        { value: "void", kind: "void", tone: "neutral" },
      ],
      { required: true, default: "draft", changedBy: "actions", indexed: true },
    ),
    statusSince: date({ changedBy: "rules" }),
    statusReason: text({ max: 500, changedBy: "actions" }),
    revision: integer({ changedBy: "actions", default: 0, internal: true }),
    signedOn: date({ indexed: true }),
    startsOn: date(),
    endsOn: date({ indexed: true }),
    term: state([
      { value: "expired", tone: "danger", when: { and: [inForce, { field: "endsOn", op: "lt", value: { ago: "0d" } }] } },
      { value: "expiring", tone: "warning", when: { and: [inForce, { field: "endsOn", op: "within", value: "next60Days" }] } },
      { value: "notStarted", tone: "neutral", when: { and: [inForce, { field: "startsOn", op: "gt", value: { ago: "0d" } }] } },
      { value: "running", tone: "progress", when: inForce },
    ]),
    renewal: choice(["none", "asked", "automatic"], { required: true, default: "asked" }),
    noticeDays: integer({ default: 30, min: 0, max: LONGEST_NOTICE }),
    renewalCount: rollup({
      kind: "count",
      of: "contract",
      by: "renewalOf",
      where: { field: "status", op: "ne", value: "void" },
    }),
    buyer: text({ max: 120 }),
    seller: text({ max: 120 }),
    pricesIncludeTax: boolean({ required: true, default: true }),
    ...lineTotals("contractLine", "contract"),
    amount: money({ min: 0 }),
    ...receivedSums,
    ...invoicedSums,
    orderCount: rollup({ kind: "count", of: "order", by: "contract", where: { field: "status", op: "ne", value: "cancelled" } }),
    deliveredTotal: rollup(
      { kind: "sum", of: "order", by: "contract", field: "deliveredAmount", inOwnCurrency: true },
      { internal: true },
    ),
    delivered: money({ changedBy: "rules" }),
    paymentTerms: longText({ max: 2_000 }),
    terms: longText({ max: 20_000 }),
    remark: longText({ max: 5_000 }),
    tags: multiReference("tag"),
  },

  lines: { object: "contractLine", by: "contract" },
  access: { create: "own", read: "own", update: "own", delete: "own" },

  list: ["number", "name", "account", "status", "amount", "received", "outstanding", "signedOn", "endsOn", "owner"],
  totals: ["amount", "received", "outstanding"],
  period: "signedOn",
  form: {
    contract: ["name", "recordType", "account", "contact", "opportunity", "quote", "campaign", "owner"],
    amount: ["amount", "currency", "pricesIncludeTax", "lineCount", "netTotal", "taxTotal"],
    money: ["received", "outstanding", "planned", "unplanned", "overAllowed", "delivered"],
    term: ["signedOn", "startsOn", "endsOn", "term", "renewal", "noticeDays", "renewalOf"],
    parties: ["buyer", "seller"],
    terms: ["paymentTerms", "terms", "tags", "remark"],
    state: ["number", "status", "statusSince", "statusReason"],
  },
  facts: ["number", "account", "status", "amount", "outstanding", "endsOn"],
  related: [
    {
      object: "amendment",
      by: "contract",
      columns: ["number", "kind", "signedOn", "amountAfter", "difference", "reason"],
      sum: "difference",
      sort: "-revision",
    },
    {
      object: "order",
      by: "contract",
      columns: ["status", "amount", "deliveredAmount", "dueOn"],
      sum: "amount",
      sort: "-createdAt",
    },
    {
      object: "paymentPlan",
      by: "contract",
      columns: ["name", "purpose", "dueOn", "amount", "outstanding", "status"],
      sum: "outstanding",
      sort: "sequence",
    },
    {
      object: "allocation",
      by: "contract",
      columns: ["number", "receipt", "paymentPlan", "settled", "entryDate"],
      sum: "settled",
      sort: "-createdAt",
    },
    {
      object: "invoice",
      by: "contract",
      columns: ["number", "status", "amount", "invoiceNumber", "issuedOn"],
      sum: "amount",
      sort: "-createdAt",
    },
    { object: "contract", by: "renewalOf", columns: ["number", "name", "status", "amount", "signedOn"], sort: "-createdAt" },
    { object: "followUp", by: "about", columns: ["at", "type", "content", "owner"], sort: "-at" },
    { object: "task", by: "about", columns: ["subject", "due", "status", "owner"], sort: "due" },
  ],
  views: {
    mine: { filter: { field: "owner", op: "eq", value: { me: true } }, sort: "-updatedAt" },
    unsigned: { filter: { field: "status", op: "eq", value: "draft" }, sort: "-updatedAt" },
    thisMonth: {
      filter: {
        and: [
          { field: "signedOn", op: "within", value: "thisMonth" },
          { field: "status", op: "notIn", value: ["draft", "void"] },
        ],
      },
      sort: "-signedOn",
    },
    inForce: { filter: { field: "status", op: "eq", value: "active" }, sort: "-signedOn" },
    expiring: {
      filter: {
        and: [
          { field: "term", op: "eq", value: "expiring" },
          { field: "renewal", op: "ne", value: "none" },
          { field: "renewalCount", op: "eq", value: 0 },
        ],
      },
      sort: "endsOn",
      columns: ["number", "name", "account", "endsOn", "renewal", "amount", "owner"],
    },
    expired: {
      filter: { field: "term", op: "eq", value: "expired" },
      sort: "endsOn",
      columns: ["number", "name", "account", "endsOn", "status", "amount", "owner"],
    },
    suspended: {
      filter: { field: "status", op: "eq", value: "suspended" },
      sort: "-statusSince",
      columns: ["number", "name", "account", "statusSince", "statusReason", "amount", "owner"],
    },
    department: { filter: { field: "ownerDepartment", op: "eq", value: { myDepartment: true } }, sort: "-updatedAt" },
    all: { sort: "-updatedAt" },
  },
  search: ["number"],
  primaryActions: ["activate", "makeOrder", "amend", "resume", "complete"],
  timeline: true,
});
