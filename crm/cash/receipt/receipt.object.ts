import {
  autoNumber,
  choice,
  date,
  defineObject,
  type Filter,
  longText,
  money,
  owner,
  reference,
  rollup,
  text,
} from "#engine/object.ts";
import { PAYMENT_METHODS } from "../methods.ts";

/** What the entries of the ledger for this receipt come to, in its own currency; never below nothing. */
const entries = (where: Filter, refusal: string) =>
  rollup(
    { kind: "sum", of: "allocation", by: "receipt", field: "amount", where, inOwnCurrency: true, atLeast: 0, refusal } as const,
    { internal: true },
  );

export const receipt = defineObject({
  name: "receipt",
  plural: "receipts",
  title: "number",
  area: "cash",
  icon: "wallet",

  fields: {
    number: autoNumber({ pattern: "HK{yyyy}{mm}{0000}", resets: "month", gapless: true }),
    payer: text({ max: 120, indexed: true }),
    account: reference("account", { onDelete: "restrict", showsTitle: true, inherits: "read" }),
    amount: money({ required: true, min: 0 }),
    receivedOn: date({ required: true, startsToday: true, notAfter: "today", indexed: true }),
    method: choice(PAYMENT_METHODS, { required: true, default: "transfer" }),
    bankAccount: text({ max: 60 }),
    bankReference: text({ max: 80 }),
    bankKey: text({ max: 160, unique: true, changedBy: "rules", internal: true, standsFor: "bankReference" }),
    owner: owner({ required: true, spells: false }),
    status: choice(
      [
        { value: "unclaimed", kind: "open", tone: "danger" },
        { value: "claimed", kind: "open", tone: "warning" },
        { value: "confirmed", kind: "won", tone: "success" },
        { value: "refunded", kind: "ended", tone: "neutral" },
        { value: "void", kind: "void", tone: "neutral" },
      ],
      { changedBy: "actions", indexed: true },
    ),
    confirmedOn: date({ changedBy: "actions" }),
    statusReason: text({ max: 500, changedBy: "actions" }),
    usedSum: rollup(
      {
        kind: "sum",
        of: "allocation",
        by: "receipt",
        field: "amount",
        inOwnCurrency: true,
        atMost: "amount",
        atLeast: 0,
        refusal: "receipt.not_enough",
      },
      { internal: true },
    ),
    allocatedSum: entries({ field: "kind", op: "in", value: ["instalment", "contract"] }, "receipt.not_enough"),
    prepaidSum: entries({ field: "kind", op: "eq", value: "prepayment" }, "receipt.prepayment_used"),
    refundedSum: entries({ field: "kind", op: "eq", value: "refund" }, "receipt.not_enough"),
    allocated: money({ changedBy: "rules" }),
    prepaid: money({ changedBy: "rules" }),
    refunded: money({ changedBy: "rules" }),
    unallocated: money({ changedBy: "rules" }),
    exchangeDifference: rollup({ kind: "sum", of: "allocation", by: "receipt", field: "exchangeDifference" }),
    remark: longText({ max: 2_000 }),
  },

  access: { create: "own", read: "own", update: "own", delete: "none" },
  branches: [{ name: "unclaimed", gives: "read", where: { field: "status", op: "eq", value: "unclaimed" } }],

  list: ["number", "receivedOn", "payer", "account", "status", "amount", "allocated", "unallocated", "method", "bankReference"],
  form: {
    receipt: ["payer", "account", "amount", "currency", "receivedOn", "method"],
    bank: ["bankAccount", "bankReference"],
    use: ["status", "confirmedOn", "allocated", "prepaid", "refunded", "unallocated", "exchangeDifference", "statusReason"],
    notes: ["owner", "remark"],
  },
  facts: ["status", "payer", "account", "amount", "unallocated"],
  related: [
    {
      object: "allocation",
      by: "receipt",
      columns: ["number", "kind", "contract", "paymentPlan", "amount", "entryDate"],
      sum: "amount",
      sort: "-createdAt",
    },
  ],
  totals: ["amount", "allocated", "unallocated"],
  period: "receivedOn",
  views: {
    unclaimed: {
      filter: { field: "status", op: "eq", value: "unclaimed" },
      sort: "receivedOn",
      columns: ["number", "receivedOn", "payer", "amount", "method", "bankAccount", "bankReference", "remark"],
    },
    toConfirm: { filter: { field: "status", op: "eq", value: "claimed" }, sort: "receivedOn" },
    toAllocate: {
      filter: {
        and: [
          { field: "status", op: "eq", value: "confirmed" },
          { field: "unallocated", op: "gt", value: 0 },
        ],
      },
      sort: "receivedOn",
    },
    thisMonth: {
      filter: {
        and: [
          { field: "receivedOn", op: "within", value: "thisMonth" },
          { field: "status", op: "ne", value: "void" },
        ],
      },
      sort: "-receivedOn",
    },
    prepaid: { filter: { field: "prepaid", op: "gt", value: 0 }, sort: "-receivedOn" },
    all: { sort: "-receivedOn" },
  },
  search: ["payer", "bankReference"],
  primaryActions: ["claim", "confirm", "allocate", "match", "applyPrepayment"],
  timeline: true,
});
