import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { DECIMAL } from "../../cash/decimal.ts";
import { campaign } from "./campaign.object.ts";

/** What a campaign has cost is known when it is over: without it nobody can say what its customers cost. */
export const finish = defineAction(campaign, {
  name: "finish",
  requires: "update",
  input: Type.Object({
    cost: Type.Optional(DECIMAL),
    summary: Type.Optional(Type.String({ maxLength: 2_000, multiline: true })),
  }),

  blockedBy: ({ status }) => (status === "running" ? null : "campaign.not_running"),

  async run(record, { cost = record.cost, summary }, { records, events }) {
    if (cost === null) throw new AppError("campaign.cost_missing");
    const finished = await records.update(campaign, record.id, { status: "finished", cost });
    await events.emit("campaign.finished", { id: record.id, cost: finished.cost, ...(summary ? { summary } : {}) });
    return finished;
  },
});
