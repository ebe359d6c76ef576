import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { isMore } from "#engine/fields/money.ts";
import { contract } from "./contract.object.ts";

/** All of it has been paid. What will never be is for a termination. */
export const complete = defineAction(contract, {
  name: "complete",
  requires: "update",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy({ status, outstanding }) {
    if (status !== "active") return "contract.not_active";
    return isMore(outstanding, "0") ? "contract.money_outstanding" : null;
  },

  run: (paper, _input, { records }) => records.update(contract, paper.id, { status: "completed" }),
});
