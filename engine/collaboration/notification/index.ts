import type { ObjectModule } from "../../module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { markRead } from "./mark-read.action.ts";
import { notification } from "./notification.object.ts";

export const notificationModule: ObjectModule = {
  object: notification,
  actions: [markRead],
  labels: { "zh-CN": chinese, en: english },
};
