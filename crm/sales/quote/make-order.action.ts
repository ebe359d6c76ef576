import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { ChosenLines, takenOf } from "../../cash/order/chosen-lines.ts";
import { order } from "../../cash/order/order.object.ts";
import { lineValues } from "../document-line.ts";
import { blockedFromTaking } from "./blocked-from-taking.ts";
import { leftLines } from "./left-lines.ts";
import { quote } from "./quote.object.ts";

/** Ordered without a contract: all that is left of the quote, or the part of it that is chosen. */
export const makeOrder = defineAction(quote, {
  name: "makeOrder",
  requires: "update",
  event: "ordered",
  input: Type.Object({
    lines: ChosenLines("quoteLine"),
    dueOn: Type.Optional(Type.String({ format: "date" })),
  }),

  blockedBy: blockedFromTaking,

  async run(paper, { lines: chosen, dueOn }, { records, events }) {
    const taken = takenOf(await leftLines(records, paper.id), chosen, "quote.more_than_left");
    if (taken.length === 0) throw new AppError("quote.nothing_left");
    const { accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax } = paper;
    const placed = await records.create(order, {
      ...{ accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, dueOn },
      quoteId: paper.id,
      lines: taken.map(({ line, quantity }) => ({ ...lineValues(line), quantity, quoteLineId: line.id })),
    });
    await events.emit("quote.ordered", { id: paper.id, orderId: placed.id, number: placed.number });
    return made(order, placed);
  },
});
