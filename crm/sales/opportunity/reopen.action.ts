import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { stagesOf } from "./moves.ts";
import { opportunity } from "./opportunity.object.ts";

export const reopen = defineAction(opportunity, {
  name: "reopen",
  requires: "update",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy: (deal) => (deal.status === "open" ? "opportunity.not_closed" : null),

  async run(deal, { note }, { model, records, events }) {
    const open = stagesOf(model, deal).filter((stage) => stage.kind === "open");
    // The company may have retired the stage the deal was in when it closed.
    const to = open.find((stage) => stage.value === deal.lastOpenStage)?.value ?? open[0]?.value;
    const reopened = await records.update(opportunity, deal.id, { stage: to });
    await events.emit("opportunity.reopened", { id: deal.id, from: deal.stage, to, ...(note ? { note } : {}) });
    return reopened;
  },
});
