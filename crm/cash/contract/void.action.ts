import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { contract } from "./contract.object.ts";
import { setLinesCounting } from "./lines.ts";

/** As if it had never been: what its lines took from a quote is free again. */
export const voidContract = defineAction(contract, {
  name: "void",
  requires: "update",
  tone: "danger",
  event: "voided",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ status }) => (["draft", "active", "suspended"].includes(status) ? null : "contract.closed"),

  async run(paper, { reason }, ctx) {
    await setLinesCounting(ctx, paper.id, false);
    return await ctx.records.update(contract, paper.id, { status: "void", statusReason: reason });
  },
});
