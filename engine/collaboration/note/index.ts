import type { ObjectModule } from "../../module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { note } from "./note.object.ts";

export const noteModule: ObjectModule = {
  object: note,
  labels: { "zh-CN": chinese, en: english },
};
