import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { pool } from "./pool.object.ts";
import { rules } from "./pool.rules.ts";
import { recycle } from "./recycle.job.ts";

export const poolModule: ObjectModule = {
  object: pool,
  rules,
  jobs: [recycle],
  labels: { "zh-CN": chinese, en: english },
};
