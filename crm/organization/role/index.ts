import type { ObjectModule } from "#engine/module.ts";
import { role } from "#engine/organization/role.object.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { READY_ROLES } from "./ready-roles.ts";

export const roleModule: ObjectModule = {
  object: role,
  seeds: READY_ROLES,
  labels: { "zh-CN": chinese, en: english },
};
