import type { ObjectModule } from "#engine/module.ts";
import { department } from "#engine/organization/department.object.ts";
import { rules } from "./department.rules.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const departmentModule: ObjectModule = {
  object: department,
  rules,
  labels: { "zh-CN": chinese, en: english },
};
