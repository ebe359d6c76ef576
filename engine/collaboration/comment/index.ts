import type { ObjectModule } from "../../module.ts";
import { comment } from "./comment.object.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };

export const commentModule: ObjectModule = {
  object: comment,
  labels: { "zh-CN": chinese, en: english },
};
