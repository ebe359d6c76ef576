import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { todayOf } from "#engine/records/ranges.ts";
import { matchOldestFirst } from "./match-oldest-first.ts";
import { receipt } from "./receipt.object.ts";

/** The money is in the bank, and it is this customer's. Only what is confirmed is allocated. */
export const confirm = defineAction(receipt, {
  name: "confirm",
  requires: "update",
  tone: "primary",
  input: Type.Object({ match: Type.Optional(Type.Boolean()) }),

  blockedBy({ status }) {
    if (status === "unclaimed") return { code: "receipt.unclaimed", field: "accountId" };
    return status === "claimed" ? null : "receipt.confirmed";
  },

  async run(money, { match = false }, ctx) {
    const confirmedOn = todayOf({ ...ctx.company, now: ctx.clock.now() }).toString();
    const confirmed = await ctx.records.update(receipt, money.id, { status: "confirmed", confirmedOn });
    return match ? await matchOldestFirst(ctx, confirmed) : confirmed;
  },
});
