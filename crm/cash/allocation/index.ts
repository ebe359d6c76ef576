import { departOwned } from "#engine/company/take-steps.ts";
import type { ObjectModule } from "#engine/module.ts";
import { findClosedThrough } from "../../organization/company-profile/closed-books.ts";
import { allocation } from "./allocation.object.ts";
import { rules } from "./allocation.rules.ts";
import { ENTERED } from "./entered.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { reverse } from "./reverse.action.ts";

const ENTERS = { create: "company", read: "company", reverse: "company" } as const;

export const allocationModule: ObjectModule = {
  object: allocation,
  rules,
  finds: [findClosedThrough(allocation, ENTERED)],
  steps: [{ name: "entries-count-under-a-department", run: (ctx) => departOwned(ctx, "allocation") }],
  actions: [reverse],
  roles: {
    sales: { read: "own", export: "none" },
    manager: { read: "departmentTree" },
    director: ENTERS,
    finance: ENTERS,
    marketing: { read: "company", export: "none" },
  },
  labels: { "zh-CN": chinese, en: english },
};
