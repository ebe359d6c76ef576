import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { quote } from "./quote.object.ts";

export const transfer = defineAction(quote, {
  name: "transfer",
  requires: "update",
  input: Type.Object({
    ownerId: Type.String({ format: "uuid", reference: "user" }),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  }),

  async run(paper, { ownerId, reason }, { records, ownership, events }) {
    if (ownerId === paper.ownerId) throw new AppError("quote.same_owner");
    await ownership.transfer("quote", paper.id, { ownerId, how: "transferred", reason });
    await events.emit("quote.transferred", { id: paper.id, from: paper.ownerId, to: ownerId, ...(reason ? { reason } : {}) });
    return await records.get(quote, paper.id);
  },
});
