import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { DECIMAL } from "../../cash/decimal.ts";
import { closingStage, stagesOf } from "./moves.ts";
import { opportunity } from "./opportunity.object.ts";

export const win = defineAction(opportunity, {
  name: "win",
  requires: "update",
  tone: "primary",
  input: Type.Object({
    amount: Type.Optional(DECIMAL),
    closedAt: Type.Optional(Type.String({ format: "date" })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),

  blockedBy: (deal) => (deal.status === "open" ? null : "opportunity.closed"),

  async run(deal, { amount, closedAt, note }, { model, records, events }) {
    if (deal.amount === null && amount === undefined) throw new AppError("opportunity.amount_missing");
    const won = await records.update(opportunity, deal.id, {
      stage: closingStage(stagesOf(model, deal), "won"),
      closedAt: closedAt ?? null,
      ...(amount === undefined ? {} : { amount }),
    });
    await events.emit("opportunity.won", { id: deal.id, from: deal.stage, amount: won.amount, ...(note ? { note } : {}) });
    return won;
  },
});
