import type { ObjectModule } from "../../module.ts";
import english from "./labels.en.json" with { type: "json" };
import chinese from "./labels.zh-CN.json" with { type: "json" };
import { mail } from "./mail.object.ts";
import { resend } from "./resend.action.ts";

export const mailModule: ObjectModule = {
  object: mail,
  actions: [resend],
  labels: { "zh-CN": chinese, en: english },
};
