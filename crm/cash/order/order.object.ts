import {
  address,
  autoNumber,
  boolean,
  choice,
  date,
  defineObject,
  longText,
  money,
  multiReference,
  owner,
  reference,
  rollup,
  text,
} from "#engine/object.ts";
import { lineTotals } from "../../sales/document-line.ts";

const OPEN = { field: "status", op: "in", value: ["confirmed", "partly"] } as const;

export const order = defineObject({
  name: "order",
  plural: "orders",
  title: "number",
  area: "cash",
  icon: "order",

  fields: {
    number: autoNumber({ pattern: "DD{yyyy}{mm}{0000}", resets: "month", gapless: true }),
    account: reference("account", { required: true, onDelete: "restrict", showsTitle: true }),
    contact: reference("contact", { onDelete: "clear", showsTitle: true }),
    contract: reference("contract", { onDelete: "restrict", showsTitle: true }),
    quote: reference("quote", { onDelete: "restrict", showsTitle: true, changedBy: "actions" }),
    opportunity: reference("opportunity", { onDelete: "clear", showsTitle: true }),
    owner: owner({ required: true }),
    orderedOn: date({ indexed: true }),
    dueOn: date({ indexed: true }),
    shippingAddress: address(),
    status: choice(
      [
        { value: "draft", kind: "draft", tone: "neutral" },
        { value: "confirmed", kind: "open", tone: "progress" },
        { value: "partly", kind: "open", tone: "warning" },
        { value: "delivered", kind: "done", tone: "success" },
        { value: "cancelled", kind: "void", tone: "neutral" },
      ],
      { required: true, default: "draft", changedBy: "rules", indexed: true },
    ),
    isConfirmed: boolean({ default: false, changedBy: "actions", internal: true }),
    confirmedOn: date({ changedBy: "rules" }),
    isCancelled: boolean({ default: false, changedBy: "actions", internal: true }),
    cancelledOn: date({ changedBy: "rules" }),
    cancelReason: text({ max: 500, changedBy: "actions" }),
    pricesIncludeTax: boolean({ required: true, default: true }),
    ...lineTotals("orderLine", "order"),
    remaining: rollup({ kind: "sum", of: "orderLine", by: "order", field: "remaining" }, { internal: true }),
    delivered: rollup({ kind: "sum", of: "orderLine", by: "order", field: "delivered" }, { internal: true }),
    returned: rollup({ kind: "sum", of: "orderLine", by: "order", field: "returned" }, { internal: true }),
    deliveredTotal: rollup(
      { kind: "sum", of: "orderLine", by: "order", field: "deliveredAmount", inOwnCurrency: true },
      { internal: true },
    ),
    returnedTotal: rollup(
      { kind: "sum", of: "orderLine", by: "order", field: "returnedTotal", inOwnCurrency: true },
      { internal: true },
    ),
    amount: money({ changedBy: "rules" }),
    deliveredAmount: money({ changedBy: "rules" }),
    returnedAmount: money({ changedBy: "rules" }),
    openAmount: money({ changedBy: "rules" }),
    remark: longText({ max: 5_000 }),
    tags: multiReference("tag"),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  lines: { object: "orderLine", by: "order" },

  list: ["number", "account", "contract", "status", "amount", "deliveredAmount", "openAmount", "orderedOn", "dueOn", "owner"],
  totals: ["amount", "deliveredAmount", "returnedAmount", "openAmount"],
  period: "orderedOn",
  form: {
    order: ["account", "contact", "contract", "quote", "opportunity", "owner", "orderedOn", "dueOn", "shippingAddress"],
    amount: ["currency", "pricesIncludeTax", "amount", "netTotal", "taxTotal"],
    fulfilment: ["deliveredAmount", "returnedAmount", "openAmount"],
    state: ["number", "status", "confirmedOn", "cancelledOn", "cancelReason"],
    more: ["tags", "remark"],
  },
  facts: ["account", "status", "amount", "deliveredAmount", "openAmount"],
  related: [
    {
      object: "orderLine",
      by: "order",
      columns: ["quantity", "unit", "price", "amount", "delivered", "returned", "remaining"],
      sum: "amount",
      sort: "position",
    },
    { object: "delivery", by: "order", columns: ["shippedOn", "carrier", "waybill", "status", "signedOn"], sort: "-createdAt" },
    { object: "returnOrder", by: "order", columns: ["returnedOn", "reason", "amount", "status"], sort: "-createdAt" },
    { object: "task", by: "about", columns: ["subject", "due", "status", "owner"], sort: "due" },
  ],
  views: {
    mine: { filter: { field: "owner", op: "eq", value: { me: true } }, sort: "-orderedOn" },
    unconfirmed: { filter: { field: "status", op: "eq", value: "draft" }, sort: "-createdAt" },
    toDeliver: {
      filter: OPEN,
      sort: "dueOn",
      columns: ["number", "account", "status", "dueOn", "openAmount", "amount", "owner"],
    },
    late: {
      filter: { and: [OPEN, { field: "dueOn", op: "lt", value: { ago: "0d" } }] },
      sort: "dueOn",
      columns: ["number", "account", "status", "dueOn", "openAmount", "amount", "owner"],
    },
    thisMonth: {
      filter: {
        and: [
          { field: "orderedOn", op: "within", value: "thisMonth" },
          { field: "status", op: "ne", value: "cancelled" },
        ],
      },
      sort: "-orderedOn",
    },
    returned: {
      filter: { field: "returnedAmount", op: "gt", value: 0 },
      sort: "-updatedAt",
      columns: ["number", "account", "amount", "deliveredAmount", "returnedAmount", "owner"],
    },
    department: { filter: { field: "ownerDepartment", op: "eq", value: { myDepartment: true } }, sort: "-orderedOn" },
    all: { sort: "-createdAt" },
  },
  search: ["number"],
  primaryActions: ["confirm", "deliver"],
  timeline: true,
});
