import type { ObjectModule } from "#engine/module.ts";
import { cancel } from "./cancel.action.ts";
import { confirm } from "./confirm.action.ts";
import { deliver } from "./deliver.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { orderPaper } from "./order.document.ts";
import { order } from "./order.object.ts";
import { rules } from "./order.rules.ts";
import { reopen } from "./reopen.action.ts";
import { takeBack } from "./take-back.action.ts";

export const orderModule: ObjectModule = {
  object: order,
  rules,
  documents: [orderPaper],
  actions: [confirm, deliver, takeBack, reopen, cancel],
  roles: {
    sales: { create: "own", read: "own", update: "own", delete: "own", export: "none" },
    manager: { create: "departmentTree", read: "departmentTree", update: "departmentTree", delete: "departmentTree" },
    director: { create: "company", read: "company", update: "company", delete: "company" },
    finance: { read: "company" },
    // The warehouse delivers and takes back, which changes the order.
    purchasing: { read: "company", update: "company", confirm: "none", reopen: "none", cancel: "none" },
    service: { read: "company", export: "none" },
  },
  labels: { "zh-CN": chinese, en: english },
};
