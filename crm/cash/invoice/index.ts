import type { ObjectModule } from "#engine/module.ts";
import { findClosedThrough } from "../../organization/company-profile/closed-books.ts";
import { entered } from "./entered.ts";
import { findTitle } from "./find-title.ts";
import { invoice } from "./invoice.object.ts";
import { rules } from "./invoice.rules.ts";
import { issue } from "./issue.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { mail } from "./mail.action.ts";
import { redLetter } from "./red-letter.action.ts";
import { reject } from "./reject.action.ts";
import { requestAgain } from "./request-again.action.ts";

const ONLY_FINANCE = { issue: "none", reject: "none", mail: "none", redLetter: "none" } as const;

export const invoiceModule: ObjectModule = {
  object: invoice,
  rules,
  finds: [findTitle, findClosedThrough(invoice, entered)],
  actions: [issue, reject, requestAgain, mail, redLetter],
  roles: {
    sales: { create: "own", read: "own", update: "own", delete: "none", export: "none", ...ONLY_FINANCE },
    manager: { create: "departmentTree", read: "departmentTree", update: "departmentTree", delete: "none", ...ONLY_FINANCE },
    director: { create: "company", read: "company", update: "company", ...ONLY_FINANCE },
    finance: { create: "company", read: "company", update: "company" },
  },
  labels: { "zh-CN": chinese, en: english },
};
