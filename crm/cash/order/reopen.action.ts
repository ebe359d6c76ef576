import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { order } from "./order.object.ts";

/** Back to a draft, as long as nothing has left. */
export const reopen = defineAction(order, {
  name: "reopen",
  requires: "update",
  event: "reopened",
  input: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy: ({ status }) => (status === "confirmed" ? null : "order.not_confirmed"),

  run: (paper, _input, { records }) => records.update(order, paper.id, { isConfirmed: false }),
});
