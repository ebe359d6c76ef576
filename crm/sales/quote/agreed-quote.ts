import type { Ctx } from "#engine/ctx.ts";
import type { RecordOf } from "#engine/object.ts";
import { quote } from "./quote.object.ts";

/** The quote a deal was agreed on: there is one at most. */
export async function agreedQuote(opportunityId: string, { records }: Ctx): Promise<RecordOf<typeof quote> | null> {
  const ofTheDeal = { field: "opportunity", op: "eq", value: opportunityId } as const;
  const accepted = { field: "status", op: "eq", value: "accepted" } as const;
  const [agreed] = await records.find(quote, { filter: { and: [ofTheDeal, accepted] }, limit: 1 });
  return agreed ?? null;
}
