import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import { AppError, invalid } from "#engine/errors.ts";
import { linesOf } from "../document-line.ts";
import { opportunity } from "../opportunity/opportunity.object.ts";
import { quoteLine } from "../quote-line/quote-line.object.ts";
import { agreedQuote } from "./agreed-quote.ts";
import { bringToDeal } from "./bring-to-deal.ts";
import { quote } from "./quote.object.ts";

/** The customer has said yes: the deal takes over what was agreed, line by line. */
export const accept = defineAction(quote, {
  name: "accept",
  requires: "update",
  tone: "primary",
  input: Type.Object({
    decidedOn: Type.Optional(Type.String({ format: "date" })),
    /** Optional lines the customer takes; the others fall away. */
    options: Type.Optional(Type.Array(Type.String({ format: "uuid" }), { maxItems: 500 })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),

  blockedBy: ({ status }) => (status === "sent" ? null : "quote.not_sent"),

  async run(paper, { decidedOn, options = [], note }, ctx) {
    await refuseSecond(paper, ctx);
    await takeOptions(paper.id, options, ctx);
    const accepted = await ctx.records.update(quote, paper.id, { status: "accepted", ...(decidedOn ? { decidedOn } : {}) });
    await bringToDeal(accepted, ctx);
    await ctx.events.emit("quote.accepted", { id: paper.id, amount: accepted.amount, ...(note ? { note } : {}) });
    return accepted;
  },
});

/** A deal is made once: another offer comes as a version of the accepted one. */
async function refuseSecond({ opportunityId }: { opportunityId: string | null }, ctx: Ctx): Promise<void> {
  if (opportunityId === null) return;
  // Two quotes of one deal may be accepted at once: the second looks when the first is done.
  const [deal] = await ctx.records.find(opportunity, { filter: { field: "id", op: "eq", value: opportunityId }, limit: 1 });
  if (!deal) throw new AppError("quote.deal_of_another");
  await ctx.records.lock(opportunity, deal.id);
  const other = await agreedQuote(opportunityId, ctx);
  if (other) throw new AppError("quote.deal_has_accepted", { params: { number: other.number } });
}

async function takeOptions(quoteId: string, chosen: readonly string[], ctx: Ctx): Promise<void> {
  if (chosen.length === 0) return;
  const offered = new Set(
    (await linesOf(ctx.records, quoteLine, "quote", quoteId)).filter(({ isOptional }) => isOptional).map(({ id }) => id),
  );
  if (!chosen.every((id) => offered.has(id))) throw invalid([{ field: "options", code: "invalid.reference" }]);
  for (const id of new Set(chosen)) await ctx.records.update(quoteLine, id, { isOptional: false });
}
