import type { Ctx } from "#engine/ctx.ts";
import { quote } from "./quote.object.ts";

type Handing = { from: string; to: string; reason?: string | undefined };

/** Open quotes go with their deal, or nobody could bring an answer to it; what was answered stays with who brought it in. */
export async function handOverQuotes(
  opportunityId: string,
  { from, to, reason }: Handing,
  { records, ownership }: Ctx,
): Promise<void> {
  const open = await records.find(quote, {
    filter: {
      and: [
        { field: "opportunity", op: "eq", value: opportunityId },
        { field: "owner", op: "eq", value: from },
        { field: "status", op: "in", value: ["draft", "sent"] },
      ],
    },
  });
  for (const { id } of open) await ownership.transfer("quote", id, { ownerId: to, how: "transferred", reason });
}
