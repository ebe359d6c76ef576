import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { order } from "./order.object.ts";

/** From here on the goods may leave, and what was ordered stands. */
export const confirm = defineAction(order, {
  name: "confirm",
  requires: "update",
  tone: "primary",
  input: Type.Object({ dueOn: Type.Optional(Type.String({ format: "date" })) }),

  blockedBy({ status, lineCount }) {
    if (status !== "draft") return "order.not_draft";
    return (lineCount ?? 0) === 0 ? { code: "order.no_lines", field: "lines" } : null;
  },

  run: (paper, { dueOn }, { records }) => records.update(order, paper.id, { isConfirmed: true, ...(dueOn ? { dueOn } : {}) }),
});
