import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { AMOUNT_PATTERN, isMore } from "#engine/fields/money.ts";
import { todayOf } from "#engine/records/ranges.ts";
import { DAY } from "../day.ts";
import { refuseTooFine } from "../decimal.ts";
import { blockedFromUse } from "./blocked-from-use.ts";
import { enter } from "./enter.ts";
import { receipt } from "./receipt.object.ts";

/** Pays back what is for nothing. What is for a contract is first taken back there, by reversing the entry. */
export const refund = defineAction(receipt, {
  name: "refund",
  requires: "update",
  tone: "danger",
  input: Type.Object({
    amount: Type.String({ pattern: AMOUNT_PATTERN, startsWith: "unallocated" }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    entryDate: Type.Optional(DAY),
  }),

  blockedBy: blockedFromUse,

  async run(money, { amount, reason, entryDate }, ctx) {
    const left = money.unallocated ?? "0";
    refuseTooFine(amount, money.currency);
    if (!isMore(amount, "0")) throw atAmount("receipt.amount_missing");
    if (isMore(amount, left)) throw atAmount("receipt.not_enough", { left });
    const paidBackOn = entryDate ?? todayOf({ ...ctx.company, now: ctx.clock.now() }).toString();
    return await enter(ctx, money, [{ kind: "refund", amount, reason }], paidBackOn);
  },
});

function atAmount(code: string, params?: Record<string, unknown>): AppError {
  return new AppError(code, { params, errors: [{ field: "amount", code, params }] });
}
