import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { contract } from "./contract.object.ts";

/** Ended before it was fulfilled. What was delivered and paid until then stands. */
export const terminate = defineAction(contract, {
  name: "terminate",
  requires: "update",
  tone: "danger",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ status }) => (status === "active" || status === "suspended" ? null : "contract.not_active"),

  run: (paper, { reason }, { records }) => records.update(contract, paper.id, { status: "terminated", statusReason: reason }),
});
