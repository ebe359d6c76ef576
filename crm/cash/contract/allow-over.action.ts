import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AMOUNT_PATTERN } from "#engine/fields/money.ts";
import { refuseTooFine } from "../decimal.ts";
import { contract } from "./contract.object.ts";

/** More than the contract comes to may be received on it: a right of its own, and it stays in the history who used it. */
export const allowOver = defineAction(contract, {
  name: "allowOver",
  requires: "update",
  event: "over_allowed",
  input: Type.Object({
    amount: Type.String({ pattern: AMOUNT_PATTERN, startsWith: "overAllowed" }),
    reason: Type.String({ minLength: 1, maxLength: 500 }),
  }),

  blockedBy: ({ status }) => (status === "draft" || status === "void" ? "contract.not_active" : null),

  async run(paper, { amount }, { records }) {
    refuseTooFine(amount, paper.currency);
    return await records.update(contract, paper.id, { overAllowed: amount });
  },
});
