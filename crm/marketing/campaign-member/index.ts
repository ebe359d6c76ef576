import type { ObjectModule } from "#engine/module.ts";
import { campaignMember } from "./campaign-member.object.ts";
import { rules } from "./campaign-member.rules.ts";
import { checkIn } from "./check-in.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const campaignMemberModule: ObjectModule = {
  object: campaignMember,
  rules,
  actions: [checkIn],
  labels: { "zh-CN": chinese, en: english },
};
