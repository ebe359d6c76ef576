import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { previousStage, stagesOf } from "./moves.ts";
import { opportunity } from "./opportunity.object.ts";

export const back = defineAction(opportunity, {
  name: "back",
  requires: "update",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy(deal, { options }) {
    if (deal.status !== "open") return "opportunity.closed";
    return previousStage(options("stage"), deal) === null ? "opportunity.no_previous_stage" : null;
  },

  async run(deal, { note }, { model, records, events }) {
    const to = previousStage(stagesOf(model, deal), deal);
    const stepped = await records.update(opportunity, deal.id, { stage: to });
    await events.emit("opportunity.went_back", { id: deal.id, from: deal.stage, to, ...(note ? { note } : {}) });
    return stepped;
  },
});
