import Big from "big.js";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { RecordOf } from "#engine/object.ts";
import { contract } from "../../cash/contract/contract.object.ts";
import { linesOf, lineValues } from "../document-line.ts";
import { quoteLine } from "../quote-line/quote-line.object.ts";
import type { quote } from "./quote.object.ts";

type Asked = { name?: string | undefined; recordType?: string | undefined };

/** A draft contract over what no contract has taken of the quote yet. */
export async function contractOf(paper: RecordOf<typeof quote>, { name, recordType }: Asked, ctx: Ctx) {
  const lines = (await linesOf(ctx.records, quoteLine, "quote", paper.id))
    .map((line) => ({ ...lineValues(line), quantity: left(line), quoteLineId: line.id, isOptional: line.isOptional }))
    .filter(({ quantity, isOptional }) => quantity > 0 && !isOptional)
    .map(({ isOptional: _, ...line }) => line);
  if (lines.length === 0) throw new AppError("quote.nothing_left");
  const { accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, terms } = paper;
  return await ctx.records.create(contract, {
    ...{ accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, terms, lines },
    ...{ name: name ?? paper.name, quoteId: paper.id, ...(recordType ? { recordType } : {}) },
  });
}

function left({ quantity, contracted }: RecordOf<typeof quoteLine>): number {
  return new Big(quantity).minus(contracted ?? 0).toNumber();
}
