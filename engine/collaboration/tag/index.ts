import type { ObjectModule } from "../../module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { tag } from "./tag.object.ts";

export const tagModule: ObjectModule = {
  object: tag,
  labels: { "zh-CN": chinese, en: english },
};
