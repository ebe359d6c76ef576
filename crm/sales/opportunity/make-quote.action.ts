import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import { linesOf, lineValues } from "../document-line.ts";
import { opportunityLine } from "../opportunity-line/opportunity-line.object.ts";
import { quote } from "../quote/quote.object.ts";
import { opportunity } from "./opportunity.object.ts";

/** An offer of what the deal is about; each of its lines remembers which of the deal's it is. */
export const makeQuote = defineAction(opportunity, {
  name: "makeQuote",
  requires: "update",
  event: "quoted",
  input: Type.Object({}),

  blockedBy(deal) {
    if (deal.status !== "open") return "opportunity.closed";
    return deal.accountId === null ? { code: "opportunity.account_missing", field: "accountId" } : null;
  },

  async run(deal, _input, ctx) {
    const lines = (await linesOf(ctx.records, opportunityLine, "opportunity", deal.id)).map((line) => ({
      ...lineValues(line),
      opportunityLineId: line.id,
    }));
    const { name, accountId, contactId, ownerId, currency, rate, pricesIncludeTax } = deal;
    const offer = await ctx.records.create(quote, {
      ...{ name, accountId, contactId, ownerId, currency, rate, pricesIncludeTax, lines },
      opportunityId: deal.id,
    });
    await ctx.events.emit("opportunity.quoted", { id: deal.id, quoteId: offer.id, number: offer.number });
    return made(quote, offer);
  },
});
