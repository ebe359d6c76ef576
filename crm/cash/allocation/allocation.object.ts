import { autoNumber, choice, date, defineObject, money, owner, price, reference, rollup, state, text } from "#engine/object.ts";

/** An entry of the ledger of received money: so much of a receipt is for this. Never changed; a wrong one is reversed. */
export const allocation = defineObject({
  name: "allocation",
  plural: "allocations",
  title: "number",
  area: "cash",
  icon: "ledger",

  fields: {
    number: autoNumber({ pattern: "HX{yyyy}{mm}{00000}", resets: "month" }),
    receipt: reference("receipt", { required: true, onDelete: "restrict", showsTitle: true, lockedFirst: true }),
    kind: choice(
      [
        { value: "instalment", tone: "success" },
        { value: "contract", tone: "success" },
        { value: "prepayment", tone: "progress" },
        { value: "refund", tone: "warning" },
      ],
      { required: true },
    ),
    account: reference("account", { onDelete: "restrict", showsTitle: true, changedBy: "rules" }),
    contract: reference("contract", { onDelete: "restrict", showsTitle: true, inherits: "read" }),
    paymentPlan: reference("paymentPlan", { onDelete: "restrict", showsTitle: true }),
    owner: owner({ spells: false, changedBy: "rules" }),
    amount: money({ required: true }),
    settled: money({ in: { currency: "settledCurrency", rate: "settledRate" }, changedBy: "actions" }),
    settledCurrency: text({ max: 3, changedBy: "rules", internal: true }),
    settledRate: price({ changedBy: "rules", internal: true }),
    exchangeDifference: money({ in: "base", changedBy: "rules" }),
    entryDate: date({ required: true, notAfter: "today", indexed: true }),
    reverses: reference("allocation", { onDelete: "restrict", unique: true, showsTitle: true, changedBy: "actions" }),
    reversalCount: rollup({ kind: "count", of: "allocation", by: "reverses" }, { internal: true }),
    reversal: state([
      { value: "reversed", when: { field: "reversalCount", op: "gt", value: 0 } },
      { value: "reversal", when: { field: "reverses", op: "isNotEmpty" }, tone: "danger" },
    ]),
    reason: text({ max: 500 }),
  },

  access: { read: "own" },
  readOnly: true,

  list: [
    "number",
    "entryDate",
    "account",
    "kind",
    "reversal",
    "amount",
    "settled",
    "receipt",
    "contract",
    "paymentPlan",
    "owner",
  ],
  form: {
    entry: ["number", "entryDate", "kind", "amount", "settled", "exchangeDifference"],
    about: ["receipt", "account", "contract", "paymentPlan", "owner"],
    correction: ["reversal", "reverses", "reason"],
  },
  facts: ["kind", "reversal", "receipt", "contract", "amount"],
  related: [{ object: "allocation", by: "reverses", columns: ["number", "entryDate", "amount", "reason"], sort: "-createdAt" }],
  totals: ["amount", "exchangeDifference"],
  period: "entryDate",
  views: {
    mine: { filter: { field: "owner", op: "eq", value: { me: true } }, sort: "-entryDate" },
    thisMonth: { filter: { field: "entryDate", op: "within", value: "thisMonth" }, sort: "-entryDate" },
    prepayments: { filter: { field: "kind", op: "eq", value: "prepayment" }, sort: "-entryDate" },
    refunds: { filter: { field: "kind", op: "eq", value: "refund" }, sort: "-entryDate" },
    reversals: { filter: { field: "reverses", op: "isNotEmpty" }, sort: "-entryDate" },
    all: { sort: "-createdAt" },
  },
  indexes: [{ fields: ["owner", "entryDate"], serves: "money received by person and period" }],
  search: false,
  primaryActions: ["reverse"],
  timeline: true,
});
