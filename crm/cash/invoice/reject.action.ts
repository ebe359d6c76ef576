import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { invoice } from "./invoice.object.ts";

export const reject = defineAction(invoice, {
  name: "reject",
  requires: "update",
  tone: "danger",
  event: "rejected",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ status }) => (status === "requested" ? null : "invoice.not_requested"),

  run: ({ id }, { reason }, { records }) => records.update(invoice, id, { status: "rejected", rejectReason: reason }),
});
