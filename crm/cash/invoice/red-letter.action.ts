import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { AMOUNT_PATTERN, isMore, minus, negated } from "#engine/fields/money.ts";
import { refuseTooFine } from "../decimal.ts";
import { invoice } from "./invoice.object.ts";

/** Takes back an issued invoice, or part of it, by a negative one of its own number: what was issued is never altered. */
export const redLetter = defineAction(invoice, {
  name: "redLetter",
  requires: "update",
  tone: "danger",
  event: "reversed",
  input: Type.Object({
    invoiceNumber: Type.String({ pattern: "^\\d{8,20}$", anew: true }),
    amount: Type.Optional(Type.String({ pattern: AMOUNT_PATTERN, anew: true })),
    issuedOn: Type.Optional(Type.String({ format: "date", anew: true, startsToday: true })),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  }),

  blockedBy({ status, reversesId }) {
    if (reversesId !== null) return "invoice.is_red";
    return status === "issued" || status === "mailed" ? null : "invoice.not_issued";
  },

  async run(record, { invoiceNumber, amount, issuedOn, reason }, { records, events }) {
    const left = minus(record.amount, record.reversed);
    const reversal = amount ?? left;
    refuseTooFine(amount, record.currency);
    if (!isMore(reversal, "0"))
      throw new AppError("invoice.not_positive", { errors: [{ field: "amount", code: "invoice.not_positive" }] });
    const { accountId, contractId, invoiceTitleId, ownerId, kind, medium, taxRate, currency } = record;
    const red = await records.create(invoice, {
      ...{ accountId, contractId, invoiceTitleId, ownerId, kind, medium, taxRate, currency },
      ...{ status: "issued", invoiceNumber, issuedOn: issuedOn ?? null, content: record.content, remark: reason },
      ...{ amount: negated(reversal), reversal, reversesId: record.id },
    });
    await events.emit("invoice.reversed", { id: record.id, redLetterId: red.id, amount: reversal, reason });
    return await records.get(invoice, record.id);
  },
});
