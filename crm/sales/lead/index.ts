import type { ObjectModule } from "#engine/module.ts";
import { assign } from "./assign.action.ts";
import { claim } from "./claim.action.ts";
import { convert } from "./convert.action.ts";
import { invalidate } from "./invalidate.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { lead } from "./lead.object.ts";
import { rules } from "./lead.rules.ts";
import { recycle } from "./recycle.action.ts";
import { release } from "./release.action.ts";
import { revive } from "./revive.action.ts";

export const leadModule: ObjectModule = {
  object: lead,
  rules,
  actions: [claim, assign, convert, release, invalidate, revive, recycle],
  labels: { "zh-CN": chinese, en: english },
};
