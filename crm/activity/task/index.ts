import type { ObjectModule } from "#engine/module.ts";
import { cancel } from "./cancel.action.ts";
import { done } from "./done.action.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { remind } from "./remind.action.ts";
import { remindOverdue } from "./remind-overdue.job.ts";
import { reopen } from "./reopen.action.ts";
import { task } from "./task.object.ts";

export const taskModule: ObjectModule = {
  object: task,
  actions: [done, cancel, reopen, remind],
  jobs: [remindOverdue],
  labels: { "zh-CN": chinese, en: english },
};
