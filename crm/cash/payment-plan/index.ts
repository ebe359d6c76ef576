import { departOwned, deriveAnew } from "#engine/company/take-steps.ts";
import type { ObjectModule } from "#engine/module.ts";
import { allowOver } from "./allow-over.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { paymentPlan } from "./payment-plan.object.ts";
import { rules } from "./payment-plan.rules.ts";
import { reachMilestone } from "./reach-milestone.action.ts";
import { remindDue } from "./remind-due.job.ts";
import { voidPlan } from "./void.action.ts";

const WHOLE = { create: "company", read: "company", update: "company", delete: "company" } as const;

export const paymentPlanModule: ObjectModule = {
  object: paymentPlan,
  rules,
  jobs: [remindDue],
  steps: [
    { name: "instalments-know-what-is-owed", run: (ctx) => deriveAnew(ctx, "paymentPlan") },
    { name: "instalments-count-under-a-department", run: (ctx) => departOwned(ctx, "paymentPlan") },
  ],
  actions: [reachMilestone, voidPlan, allowOver],
  roles: {
    sales: { create: "own", read: "own", update: "own", delete: "own", void: "none", allowOver: "none", export: "none" },
    manager: {
      create: "departmentTree",
      read: "departmentTree",
      update: "departmentTree",
      delete: "departmentTree",
      allowOver: "none",
    },
    director: WHOLE,
    finance: WHOLE,
    marketing: { read: "company", export: "none" },
  },
  labels: { "zh-CN": chinese, en: english },
};
