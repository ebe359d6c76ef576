import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { contract } from "./contract.object.ts";

export const complete = defineAction(contract, {
  name: "complete",
  requires: "update",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy: ({ status }) => (status === "active" ? null : "contract.not_active"),

  run: (paper, _input, { records }) => records.update(contract, paper.id, { status: "completed" }),
});
