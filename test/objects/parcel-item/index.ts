import type { ObjectModule } from "#engine/module.ts";
import en from "./labels.en.json" with { type: "json" };
import zh from "./labels.zh-CN.json" with { type: "json" };
import { parcelItem } from "./parcel-item.object.ts";
import { rules } from "./parcel-item.rules.ts";

export const parcelItemModule: ObjectModule = {
  object: parcelItem,
  rules,
  labels: { "zh-CN": zh, en },
};
