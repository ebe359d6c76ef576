import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { closingStage, stagesOf } from "./moves.ts";
import { opportunity } from "./opportunity.object.ts";

export const lose = defineAction(opportunity, {
  name: "lose",
  requires: "update",
  tone: "danger",
  input: Type.Object({
    lostReason: Type.String({ minLength: 1, maxLength: 60, optionsOf: "lostReason" }),
    competitor: Type.Optional(Type.String({ maxLength: 120 })),
    closedAt: Type.Optional(Type.String({ format: "date" })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),

  blockedBy: (deal) => (deal.status === "open" ? null : "opportunity.closed"),

  async run(deal, { lostReason, competitor, closedAt, note }, { model, records, events }) {
    const lost = await records.update(opportunity, deal.id, {
      stage: closingStage(stagesOf(model, deal), "lost"),
      lostReason,
      closedAt: closedAt ?? null,
      ...(competitor ? { competitor } : {}),
    });
    await events.emit("opportunity.lost", { id: deal.id, from: deal.stage, reason: lostReason, ...(note ? { note } : {}) });
    return lost;
  },
});
