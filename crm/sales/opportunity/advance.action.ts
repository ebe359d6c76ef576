import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { nextStage, stagesOf } from "./moves.ts";
import { opportunity } from "./opportunity.object.ts";

export const advance = defineAction(opportunity, {
  name: "advance",
  requires: "update",
  tone: "primary",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy(deal, { options }) {
    if (deal.status !== "open") return "opportunity.closed";
    if (nextStage(options("stage"), deal) === null) return "opportunity.no_next_stage";
    if (deal.amount === null) return { code: "opportunity.amount_missing", field: "amount" };
    return null;
  },

  async run(deal, { note }, { model, records, events }) {
    const to = nextStage(stagesOf(model, deal), deal);
    const advanced = await records.update(opportunity, deal.id, { stage: to });
    await events.emit("opportunity.advanced", { id: deal.id, from: deal.stage, to, ...(note ? { note } : {}) });
    return advanced;
  },
});
