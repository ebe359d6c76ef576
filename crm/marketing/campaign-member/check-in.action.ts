import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { campaignMember } from "./campaign-member.object.ts";

export const checkIn = defineAction(campaignMember, {
  name: "checkIn",
  requires: "update",
  tone: "primary",
  event: "checked_in",
  input: Type.Object({}),

  blockedBy: ({ attendedAt }) => (attendedAt === null ? null : "campaignMember.checked_in"),

  run: ({ id }, _input, { records, clock }) =>
    records.update(campaignMember, id, { status: "attended", attendedAt: clock.now().toISOString() }),
});
