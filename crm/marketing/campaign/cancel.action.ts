import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { campaign } from "./campaign.object.ts";

export const cancel = defineAction(campaign, {
  name: "cancel",
  requires: "update",
  tone: "danger",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ status }) => (status === "planned" || status === "running" ? null : "campaign.over"),

  async run({ id }, { reason }, { records, events }) {
    const cancelled = await records.update(campaign, id, { status: "cancelled" });
    await events.emit("campaign.cancelled", { id, reason });
    return cancelled;
  },
});
