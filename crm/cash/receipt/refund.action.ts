import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { isMore } from "#engine/fields/money.ts";
import { DECIMAL } from "../decimal.ts";
import { blockedFromUse } from "./blocked-from-use.ts";
import { enter } from "./enter.ts";
import { receipt } from "./receipt.object.ts";

/** Pays back what is for nothing. What is for a contract is first taken back there, by reversing the entry. */
export const refund = defineAction(receipt, {
  name: "refund",
  requires: "update",
  tone: "danger",
  input: Type.Object({
    amount: DECIMAL,
    reason: Type.String({ minLength: 1, maxLength: 500 }),
    entryDate: Type.Optional(Type.String({ format: "date" })),
  }),

  blockedBy: blockedFromUse,

  async run(money, { amount, reason, entryDate }, ctx) {
    const left = money.unallocated ?? "0";
    if (!isMore(amount, "0"))
      throw new AppError("receipt.part_unclear", { errors: [{ field: "amount", code: "invalid.required" }] });
    if (isMore(amount, left)) throw new AppError("receipt.not_enough", { params: { left } });
    return await enter(ctx, money, [{ kind: "refund", amount, reason }], entryDate);
  },
});
