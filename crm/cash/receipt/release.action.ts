import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { receipt } from "./receipt.object.ts";

/** It is not that customer's money after all: open to everybody again. */
export const release = defineAction(receipt, {
  name: "release",
  requires: "update",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ status }) => (status === "claimed" ? null : "receipt.not_claimed"),

  run: (money, { reason }, { records }) => records.update(receipt, money.id, { accountId: null, statusReason: reason }),
});
