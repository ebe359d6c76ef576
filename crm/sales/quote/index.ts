import type { ObjectModule } from "#engine/module.ts";
import { accept } from "./accept.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { makeContract } from "./make-contract.action.ts";
import { makeOrder } from "./make-order.action.ts";
import { markSent } from "./mark-sent.action.ts";
import { quotePaper } from "./quote.document.ts";
import { quote } from "./quote.object.ts";
import { rules } from "./quote.rules.ts";
import { reject } from "./reject.action.ts";
import { revise } from "./revise.action.ts";
import { transfer } from "./transfer.action.ts";

export const quoteModule: ObjectModule = {
  object: quote,
  rules,
  actions: [markSent, accept, reject, makeContract, makeOrder, revise, transfer],
  documents: [quotePaper],
  roles: {
    sales: { create: "own", read: "own", update: "own", delete: "own", transfer: "none", export: "none" },
    manager: { create: "departmentTree", read: "departmentTree", update: "departmentTree", delete: "departmentTree" },
    director: { create: "company", read: "company", update: "company", delete: "company" },
    finance: { read: "company" },
    marketing: { read: "none" },
  },
  labels: { "zh-CN": chinese, en: english },
};
