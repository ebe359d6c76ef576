import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { blockedFromUse } from "./blocked-from-use.ts";
import { matchOldestFirst } from "./match-oldest-first.ts";
import { receipt } from "./receipt.object.ts";

/** Allocates by itself: what the customer was to pay first is paid first. */
export const match = defineAction(receipt, {
  name: "match",
  requires: "update",
  tone: "primary",
  input: Type.Object({
    contractId: Type.Optional(Type.String({ format: "uuid", reference: "contract" })),
    restToPrepayment: Type.Optional(Type.Boolean()),
  }),

  blockedBy: blockedFromUse,

  async run(money, wish, ctx) {
    const matched = await matchOldestFirst(ctx, money, wish);
    if (matched.unallocated === money.unallocated) throw new AppError("receipt.nothing_owed");
    return matched;
  },
});
