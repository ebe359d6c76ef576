import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { receipt } from "./receipt.object.ts";

/** Says whose money it is; finance confirms it. Whoever knows the payer may say so, and may still be wrong. */
export const claim = defineAction(receipt, {
  name: "claim",
  requires: "read",
  tone: "primary",
  input: Type.Object({ accountId: Type.String({ format: "uuid", reference: "account" }) }),

  blockedBy: ({ status }) => (status === "unclaimed" || status === "claimed" ? null : "receipt.confirmed"),

  async run(money, { accountId }, { records }) {
    await records.get("account", accountId);
    return await records.update(receipt, money.id, { accountId });
  },
});
