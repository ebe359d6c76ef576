import type { ObjectModule } from "#engine/module.ts";
import { campaign } from "./campaign.object.ts";
import { rules } from "./campaign.rules.ts";
import { cancel } from "./cancel.action.ts";
import { finish } from "./finish.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { start } from "./start.action.ts";

const runs = { create: "own", read: "company", update: "own", delete: "own" } as const;
const leads = { create: "company", read: "company", update: "company", delete: "company" } as const;

export const campaignModule: ObjectModule = {
  object: campaign,
  rules,
  actions: [start, finish, cancel],
  roles: { marketing: runs, director: leads, finance: { read: "company", update: "none" }, auditor: { read: "company" } },
  labels: { "zh-CN": chinese, en: english },
};
