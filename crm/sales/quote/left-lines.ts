import { minus } from "#engine/fields/money.ts";
import type { Records } from "#engine/records/records.ts";
import { linesOf } from "../document-line.ts";
import { quoteLine } from "../quote-line/quote-line.object.ts";

/** The lines a quote was agreed on, each with what neither a contract nor an order has taken of it. */
export async function leftLines(records: Records, quoteId: string) {
  const lines = await linesOf(records, quoteLine, "quote", quoteId);
  return lines
    .filter(({ isOptional }) => !isOptional)
    .map((line) => ({ line, left: minus(String(line.orderable ?? line.quantity), line.ordered) }));
}
