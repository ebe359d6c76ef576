import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { DAY } from "../day.ts";
import { invoice } from "./invoice.object.ts";

export const issue = defineAction(invoice, {
  name: "issue",
  requires: "update",
  tone: "primary",
  event: "issued",
  input: Type.Object({
    invoiceNumber: Type.String({ pattern: "^\\d{8,20}$" }),
    issuedOn: Type.Optional(DAY),
  }),

  blockedBy: ({ status }) => (status === "requested" ? null : "invoice.not_requested"),

  async run({ id, amount }, { invoiceNumber, issuedOn }, { records }) {
    if (amount === null) throw new AppError("invoice.amount_missing");
    return await records.update(invoice, id, { status: "issued", invoiceNumber, issuedOn: issuedOn ?? null });
  },
});
