import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AMOUNT_PATTERN } from "#engine/fields/money.ts";
import { refuseTooFine } from "../decimal.ts";
import { paymentPlan } from "./payment-plan.object.ts";

/** More than was agreed may come in on this instalment: a right of its own, and it stays in the history who used it. */
export const allowOver = defineAction(paymentPlan, {
  name: "allowOver",
  requires: "update",
  event: "over_allowed",
  input: Type.Object({
    amount: Type.String({ pattern: AMOUNT_PATTERN, startsWith: "overAllowed" }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  }),

  blockedBy: ({ phase }) => (phase === "void" ? "paymentPlan.closed" : null),

  async run(plan, { amount }, { records }) {
    refuseTooFine(amount, plan.currency);
    return await records.update(paymentPlan, plan.id, { overAllowed: amount });
  },
});
