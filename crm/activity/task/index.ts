import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { task } from "./task.object.ts";

export const taskModule: ObjectModule = {
  object: task,
  labels: { "zh-CN": chinese, en: english },
};
