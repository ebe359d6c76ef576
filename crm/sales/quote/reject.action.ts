import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { quote } from "./quote.object.ts";

export const reject = defineAction(quote, {
  name: "reject",
  requires: "update",
  tone: "danger",
  input: Type.Object({
    rejectReason: Type.String({ minLength: 1, maxLength: 60, optionsOf: "rejectReason" }),
    decidedOn: Type.Optional(Type.String({ format: "date" })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),

  blockedBy: ({ status }) => (status === "sent" ? null : "quote.not_sent"),

  async run(paper, { rejectReason, decidedOn, note }, { records, events }) {
    const rejected = await records.update(quote, paper.id, {
      status: "rejected",
      rejectReason,
      ...(decidedOn ? { decidedOn } : {}),
    });
    await events.emit("quote.rejected", { id: paper.id, reason: rejectReason, ...(note ? { note } : {}) });
    return rejected;
  },
});
