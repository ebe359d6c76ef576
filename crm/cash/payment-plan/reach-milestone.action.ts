import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { daysAfter } from "#engine/records/ranges.ts";
import { DAY } from "../day.ts";
import { paymentPlan } from "./payment-plan.object.ts";

/** What the payment waited for has happened: from here its days run. */
export const reachMilestone = defineAction(paymentPlan, {
  name: "reachMilestone",
  requires: "update",
  tone: "primary",
  event: "milestone_reached",
  input: Type.Object({ on: DAY }),

  blockedBy({ phase, milestone, dueOn }) {
    if (phase === "received" || phase === "void") return "paymentPlan.closed";
    return milestone === null || dueOn !== null ? "paymentPlan.no_milestone" : null;
  },

  run: (plan, { on }, { records }) => records.update(paymentPlan, plan.id, { dueOn: daysAfter(on, plan.days ?? 0) }),
});
