import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { handOverQuotes } from "../quote/hand-over.ts";
import { opportunity } from "./opportunity.object.ts";

export const transfer = defineAction(opportunity, {
  name: "transfer",
  requires: "update",
  input: Type.Object({
    ownerId: Type.String({ format: "uuid", reference: "user" }),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  }),

  async run(deal, { ownerId, reason }, ctx) {
    const { records, ownership, events } = ctx;
    if (ownerId === deal.ownerId) throw new AppError("opportunity.same_owner");
    await ownership.transfer("opportunity", deal.id, { ownerId, how: "transferred", reason });
    await handOverQuotes(deal.id, { from: deal.ownerId, to: ownerId, reason }, ctx);
    await events.emit("opportunity.transferred", { id: deal.id, from: deal.ownerId, to: ownerId, ...(reason ? { reason } : {}) });
    return await records.get(opportunity, deal.id);
  },
});
