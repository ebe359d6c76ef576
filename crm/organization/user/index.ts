import type { ObjectModule } from "#engine/module.ts";
import { user } from "#engine/organization/user.object.ts";
import { disable } from "./disable.action.ts";
import { enable } from "./enable.action.ts";
import { invite } from "./invite.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { rules } from "./user.rules.ts";

export const userModule: ObjectModule = {
  object: user,
  rules,
  actions: [invite, disable, enable],
  labels: { "zh-CN": chinese, en: english },
};
