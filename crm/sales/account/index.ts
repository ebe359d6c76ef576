import type { ObjectModule } from "#engine/module.ts";
import { account } from "./account.object.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const accountModule: ObjectModule = {
  object: account,
  labels: { "zh-CN": chinese, en: english },
};
