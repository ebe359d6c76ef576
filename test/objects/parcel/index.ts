import type { ObjectModule } from "#engine/module.ts";
import en from "./labels.en.json" with { type: "json" };
import zh from "./labels.zh-CN.json" with { type: "json" };
import { parcel } from "./parcel.object.ts";
import { rules } from "./parcel.rules.ts";
import { repack } from "./repack.action.ts";
import { send } from "./send.action.ts";

export const parcelModule: ObjectModule = {
  object: parcel,
  rules,
  actions: [send, repack],
  labels: { "zh-CN": zh, en },
};
