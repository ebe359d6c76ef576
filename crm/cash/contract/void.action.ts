import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { isMore } from "#engine/fields/money.ts";
import { contract } from "./contract.object.ts";

/** As if it had never been: what its lines took from a quote is free again. */
export const voidContract = defineAction(contract, {
  name: "void",
  requires: "update",
  tone: "danger",
  event: "voided",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy({ status, orderCount, received, claimedSum }) {
    if (!["draft", "active", "suspended"].includes(status)) return "contract.closed";
    if ((orderCount ?? 0) > 0) return "contract.has_orders";
    if (isMore(received, "0")) return "contract.has_receipts";
    return isMore(claimedSum, "0") ? "contract.has_invoices" : null;
  },

  run: (paper, { reason }, { records }) => records.update(contract, paper.id, { status: "void", statusReason: reason }),
});
