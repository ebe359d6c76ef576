import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { DAY } from "../day.ts";
import { contract } from "./contract.object.ts";

/** Signed by both sides: from here on the contract changes by amendments only. */
export const activate = defineAction(contract, {
  name: "activate",
  requires: "update",
  tone: "primary",
  input: Type.Object({ signedOn: Type.Optional(DAY) }),

  blockedBy(paper) {
    if (paper.status !== "draft") return "contract.not_draft";
    // A framework says on what terms is bought, not how much.
    if (paper.amount === null && paper.recordType !== "framework") return { code: "contract.amount_missing", field: "amount" };
    return null;
  },

  async run(paper, { signedOn }, { records, events }) {
    const activated = await records.update(contract, paper.id, { status: "active", ...(signedOn ? { signedOn } : {}) });
    await events.emit("contract.activated", { id: paper.id, signedOn: activated.signedOn, amount: activated.amount });
    return activated;
  },
});
