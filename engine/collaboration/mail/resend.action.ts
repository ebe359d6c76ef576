import Type from "typebox";
import { defineAction } from "../../action.ts";
import { mail } from "./mail.object.ts";
import { mustHaveMailer, queueDelivery } from "./send-mail.ts";

/** Tries a letter that failed once more, as it was. */
export const resend = defineAction(mail, {
  name: "resend",
  event: "resent",
  requires: "update",
  input: Type.Object({}),

  blockedBy: ({ status }) => (status === "failed" ? null : "mail.not_failed"),

  async run({ id }, _input, ctx) {
    mustHaveMailer(ctx);
    await queueDelivery(ctx, id);
    return await ctx.records.update(mail, id, { status: "queued", failure: null }, { as: "engine" });
  },
});
