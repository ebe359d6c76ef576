import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { stagesOf } from "./moves.ts";
import { opportunity } from "./opportunity.object.ts";

/** A free path is allowed and visible: any open stage may be chosen, and the event says from where to where. */
export const moveTo = defineAction(opportunity, {
  name: "moveTo",
  requires: "update",
  hidden: true,
  input: Type.Object({
    stage: Type.String({ maxLength: 60, optionsOf: "stage" }),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),

  blockedBy: (deal) => (deal.status === "open" ? null : "opportunity.closed"),

  async run(deal, { stage, note }, { model, records, events }) {
    const target = stagesOf(model, deal).find((offered) => offered.value === stage);
    if (target === undefined) throw new AppError("opportunity.stage_not_offered");
    if (target.kind !== "open") throw new AppError("opportunity.stage_not_open");
    if (stage === deal.stage) throw new AppError("opportunity.same_stage");

    const moved = await records.update(opportunity, deal.id, { stage });
    await events.emit("opportunity.moved", { id: deal.id, from: deal.stage, to: stage, ...(note ? { note } : {}) });
    return moved;
  },
});
