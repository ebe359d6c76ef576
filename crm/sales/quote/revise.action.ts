import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { linesOf, lineValues } from "../document-line.ts";
import { quoteLine } from "../quote-line/quote-line.object.ts";
import { quote } from "./quote.object.ts";

/** Another version to work on; this one stays what the customer holds until the new one is sent. */
export const revise = defineAction(quote, {
  name: "revise",
  requires: "update",
  input: Type.Object({}),

  blockedBy({ status, contractCount, orderCount }) {
    if (status === "draft") return "quote.still_draft";
    if ((contractCount ?? 0) + (orderCount ?? 0) > 0) return "quote.in_contract";
    return status === "superseded" ? "quote.superseded_already" : null;
  },

  async run(paper, _input, ctx) {
    await refuseSecond(paper.id, ctx);
    const lines = (await linesOf(ctx.records, quoteLine, "quote", paper.id)).map((line) => ({
      ...lineValues(line),
      ...{ isOptional: line.isOptional, cost: line.cost, opportunityLineId: line.opportunityLineId },
    }));
    const { name, accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, terms } = paper;
    const next = await ctx.records.create(quote, {
      ...{ name, accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, terms, lines },
      ...{ previousId: paper.id, revision: (paper.revision ?? 1) + 1 },
    });
    await ctx.events.emit("quote.revised", { id: paper.id, quoteId: next.id, number: next.number });
    return made(quote, next);
  },
});

async function refuseSecond(previousId: string, { records }: Ctx): Promise<void> {
  const [next] = await records.find(quote, { filter: { field: "previous", op: "eq", value: previousId }, limit: 1 });
  if (next) throw new AppError("quote.revised_already", { params: { number: next.number } });
}
