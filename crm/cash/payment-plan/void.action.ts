import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { paymentPlan } from "./payment-plan.object.ts";

/** Nobody is asked for the rest any more; what has come stays where it is. */
export const voidPlan = defineAction(paymentPlan, {
  name: "void",
  requires: "update",
  tone: "danger",
  event: "voided",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ phase }) => (phase === "received" || phase === "void" ? "paymentPlan.closed" : null),

  run: (plan, { reason }, { records }) => records.update(paymentPlan, plan.id, { isVoid: true, voidReason: reason }),
});
