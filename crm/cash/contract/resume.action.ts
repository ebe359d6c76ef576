import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { contract } from "./contract.object.ts";

export const resume = defineAction(contract, {
  name: "resume",
  requires: "update",
  tone: "primary",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy: ({ status }) => (status === "suspended" ? null : "contract.not_suspended"),

  run: (paper, _input, { records }) => records.update(contract, paper.id, { status: "active", statusReason: null }),
});
