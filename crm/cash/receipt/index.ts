import type { ObjectModule } from "#engine/module.ts";
import { findClosedThrough } from "../../organization/company-profile/closed-books.ts";
import { allocate } from "./allocate.action.ts";
import { applyPrepayment } from "./apply-prepayment.action.ts";
import { claim } from "./claim.action.ts";
import { confirm } from "./confirm.action.ts";
import { ENTERED } from "./entered.ts";
import { findPayer } from "./find-payer.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { match } from "./match.action.ts";
import { passOverOutgoing } from "./pass-over-outgoing.ts";
import { receipt } from "./receipt.object.ts";
import { rules } from "./receipt.rules.ts";
import { refund } from "./refund.action.ts";
import { release } from "./release.action.ts";
import { voidReceipt } from "./void.action.ts";

const WHOLE = { create: "company", read: "company", update: "company" } as const;
/** What only those do who keep the books. */
const FINANCE_ONLY = {
  confirm: "none",
  match: "none",
  allocate: "none",
  applyPrepayment: "none",
  refund: "none",
  void: "none",
} as const;

export const receiptModule: ObjectModule = {
  object: receipt,
  rules,
  passesOver: passOverOutgoing,
  finds: [findPayer, findClosedThrough(receipt, ENTERED)],
  actions: [claim, release, confirm, match, allocate, applyPrepayment, refund, voidReceipt],
  roles: {
    sales: { create: "own", read: "own", update: "own", export: "none", ...FINANCE_ONLY },
    manager: { create: "departmentTree", read: "departmentTree", update: "departmentTree", ...FINANCE_ONLY },
    director: WHOLE,
    finance: { ...WHOLE, delete: "company" },
    marketing: { read: "company", claim: "none", export: "none" },
  },
  labels: { "zh-CN": chinese, en: english },
};
