import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { isMore, negated, plus } from "#engine/fields/money.ts";
import { entriesFor, Parts } from "./allocate.action.ts";
import { enter } from "./enter.ts";
import { receipt } from "./receipt.object.ts";

/** What was paid before there was anything to pay finds its contract. */
export const applyPrepayment = defineAction(receipt, {
  name: "applyPrepayment",
  requires: "update",
  event: "prepayment_applied",
  input: Type.Object({ parts: Parts, entryDate: Type.Optional(Type.String({ format: "date" })) }),

  blockedBy: ({ prepaid }) => (isMore(prepaid, "0") ? null : "receipt.no_prepayment"),

  async run(money, { parts, entryDate }, ctx) {
    const amount = plus(...parts.map((part) => part.amount));
    if (parts.some(({ prepayment }) => prepayment)) throw new AppError("receipt.part_unclear");
    if (isMore(amount, money.prepaid)) throw new AppError("receipt.not_enough", { params: { left: money.prepaid } });
    const entries = await entriesFor(ctx, money, parts);
    return await enter(ctx, money, [{ kind: "prepayment", amount: negated(amount) }, ...entries], entryDate);
  },
});
