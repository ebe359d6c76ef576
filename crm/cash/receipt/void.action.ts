import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { isMore } from "#engine/fields/money.ts";
import { receipt } from "./receipt.object.ts";

/** It never came, or was entered twice. What it was for is taken back first. */
export const voidReceipt = defineAction(receipt, {
  name: "void",
  requires: "update",
  tone: "danger",
  event: "voided",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy({ status, amount, unallocated }) {
    if (status === "void") return "receipt.void";
    return isMore(amount, unallocated) ? "receipt.in_use" : null;
  },

  run: (money, { reason }, { records }) => records.update(receipt, money.id, { status: "void", statusReason: reason }),
});
