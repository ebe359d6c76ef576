import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { contract } from "./contract.object.ts";

/** As if it had never been: what its lines took from a quote is free again. */
export const voidContract = defineAction(contract, {
  name: "void",
  requires: "update",
  tone: "danger",
  event: "voided",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy({ status, orderCount }) {
    if (!["draft", "active", "suspended"].includes(status)) return "contract.closed";
    return (orderCount ?? 0) > 0 ? "contract.has_orders" : null;
  },

  run: (paper, { reason }, { records }) => records.update(contract, paper.id, { status: "void", statusReason: reason }),
});
