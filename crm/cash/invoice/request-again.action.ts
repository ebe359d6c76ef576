import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { invoice } from "./invoice.object.ts";

/** After what was wrong has been put right. */
export const requestAgain = defineAction(invoice, {
  name: "requestAgain",
  requires: "update",
  tone: "primary",
  event: "requested_again",
  input: Type.Object({}),

  blockedBy: ({ status }) => (status === "rejected" ? null : "invoice.not_rejected"),

  run: ({ id }, _input, { records }) => records.update(invoice, id, { status: "requested", rejectReason: null }),
});
