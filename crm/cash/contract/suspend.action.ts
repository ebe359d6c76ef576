import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { contract } from "./contract.object.ts";

export const suspend = defineAction(contract, {
  name: "suspend",
  requires: "update",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ status }) => (status === "active" ? null : "contract.not_active"),

  run: (paper, { reason }, { records }) => records.update(contract, paper.id, { status: "suspended", statusReason: reason }),
});
