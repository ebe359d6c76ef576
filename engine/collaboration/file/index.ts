import type { ObjectModule } from "../../module.ts";
import { file } from "./file.object.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const fileModule: ObjectModule = {
  object: file,
  labels: { "zh-CN": chinese, en: english },
};
