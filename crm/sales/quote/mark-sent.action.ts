import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { quote } from "./quote.object.ts";
import { sendable, sendOut } from "./send-out.ts";

/** Handed over, printed or sent by other means than from here. */
export const markSent = defineAction(quote, {
  name: "markSent",
  requires: "update",
  tone: "primary",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy: sendable,

  async run(paper, { note }, ctx) {
    const sent = await sendOut(paper, ctx);
    await ctx.events.emit("quote.sent", { id: paper.id, amount: sent.amount, ...(note ? { note } : {}) });
    return sent;
  },
});
