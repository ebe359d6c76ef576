import { deriveAnew } from "#engine/company/take-steps.ts";
import type { ObjectModule } from "#engine/module.ts";
import { plan } from "../payment-plan/plan.action.ts";
import { activate } from "./activate.action.ts";
import { allowOver } from "./allow-over.action.ts";
import { amend } from "./amend.action.ts";
import { complete } from "./complete.action.ts";
import { contractPaper } from "./contract.document.ts";
import { contract } from "./contract.object.ts";
import { rules } from "./contract.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { makeOrder } from "./make-order.action.ts";
import { ownName } from "./own-name.ts";
import { remindEnding } from "./remind-ending.job.ts";
import { renew } from "./renew.action.ts";
import { resume } from "./resume.action.ts";
import { suspend } from "./suspend.action.ts";
import { terminate } from "./terminate.action.ts";
import { transfer } from "./transfer.action.ts";
import { voidContract } from "./void.action.ts";

export const contractModule: ObjectModule = {
  object: contract,
  rules,
  finds: [ownName],
  jobs: [remindEnding],
  documents: [contractPaper],
  steps: [{ name: "contracts-know-what-is-owed-and-planned", run: (ctx) => deriveAnew(ctx, "contract") }],
  actions: [activate, makeOrder, amend, suspend, resume, complete, terminate, voidContract, renew, transfer, plan, allowOver],
  roles: {
    sales: {
      create: "own",
      read: "own",
      update: "own",
      delete: "own",
      terminate: "none",
      void: "none",
      allowOver: "none",
      transfer: "none",
      export: "none",
    },
    manager: {
      create: "departmentTree",
      read: "departmentTree",
      update: "departmentTree",
      delete: "departmentTree",
      allowOver: "none",
    },
    director: { create: "company", read: "company", update: "company", delete: "company" },
    finance: { create: "company", read: "company", update: "company" },
    marketing: { read: "company", export: "none" },
  },
  labels: { "zh-CN": chinese, en: english },
};
