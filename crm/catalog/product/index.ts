import type { ObjectModule } from "#engine/module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { product } from "./product.object.ts";

export const productModule: ObjectModule = {
  object: product,
  labels: { "zh-CN": chinese, en: english },
};
