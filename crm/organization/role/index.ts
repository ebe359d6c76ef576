import type { ObjectModule } from "#engine/module.ts";
import { role } from "#engine/organization/role.object.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const roleModule: ObjectModule = {
  object: role,
  labels: { "zh-CN": chinese, en: english },
};
