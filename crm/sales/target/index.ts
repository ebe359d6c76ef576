import type { ObjectModule } from "#engine/module.ts";
import { attainment } from "./attainment.ts";
import { companyName } from "./company-name.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { target } from "./target.object.ts";
import { rules } from "./target.rules.ts";

export const targetModule: ObjectModule = {
  object: target,
  rules,
  finds: [companyName],
  figures: attainment,
  roles: {
    sales: { read: "own" },
    manager: { create: "departmentTree", read: "departmentTree", update: "departmentTree", delete: "departmentTree" },
    director: { create: "company", read: "company", update: "company", delete: "company" },
    finance: { read: "company" },
  },
  labels: { "zh-CN": chinese, en: english },
};
