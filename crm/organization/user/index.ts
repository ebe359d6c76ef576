import type { ObjectModule } from "#engine/module.ts";
import { user } from "#engine/organization/user.object.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const userModule: ObjectModule = {
  object: user,
  labels: { "zh-CN": chinese, en: english },
};
