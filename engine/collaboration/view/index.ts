import type { ObjectModule } from "../../module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { view } from "./view.object.ts";

export const viewModule: ObjectModule = {
  object: view,
  labels: { "zh-CN": chinese, en: english },
};
