import type { Ctx } from "#engine/ctx.ts";
import type { RecordOf } from "#engine/object.ts";
import { linesOf, lineValues } from "../document-line.ts";
import { opportunity } from "../opportunity/opportunity.object.ts";
import { opportunityLine } from "../opportunity-line/opportunity-line.object.ts";
import { quoteLine } from "../quote-line/quote-line.object.ts";
import type { quote } from "./quote.object.ts";

/** The deal's lines become those agreed, in the same order; lines it had already keep their identity. */
export async function bringToDeal(paper: RecordOf<typeof quote>, ctx: Ctx): Promise<void> {
  const { opportunityId, currency, rate, pricesIncludeTax } = paper;
  if (opportunityId === null) return;
  const deal = await ctx.records.get(opportunity, opportunityId);
  // Prices are in a currency: those in the former one go before it does.
  if (deal.currency !== currency) await ctx.records.update(opportunity, deal.id, { lines: [] }, { as: "engine" });

  const linesOfDeal = (id: string) => linesOf(ctx.records, opportunityLine, "opportunity", id);
  const agreed = (await linesOf(ctx.records, quoteLine, "quote", paper.id)).filter(({ isOptional }) => !isOptional);
  const known = new Set((await linesOfDeal(deal.id)).map(({ id }) => id));
  const lines = agreed.map((line) => ({
    ...(known.has(line.opportunityLineId ?? "") ? { id: line.opportunityLineId } : {}),
    ...lineValues(line),
  }));
  await ctx.records.update(opportunity, deal.id, { currency, rate, pricesIncludeTax, lines }, { as: "engine" });

  for (const [i, { id: opportunityLineId }] of (await linesOfDeal(deal.id)).entries())
    await ctx.records.update(quoteLine, agreed[i]!.id, { opportunityLineId });
}
