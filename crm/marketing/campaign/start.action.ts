import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { campaign } from "./campaign.object.ts";

export const start = defineAction(campaign, {
  name: "start",
  requires: "update",
  tone: "primary",
  input: Type.Object({ startsOn: Type.Optional(Type.String({ format: "date" })) }),

  blockedBy: ({ status }) => (status === "planned" ? null : "campaign.not_planned"),

  run: ({ id }, { startsOn }, { records }) =>
    records.update(campaign, id, { status: "running", ...(startsOn === undefined ? {} : { startsOn }) }),
});
