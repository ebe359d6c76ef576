import type { ActionFacts } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import type { RecordOf } from "#engine/object.ts";
import type { Refusal } from "#engine/rule.ts";
import { quote } from "./quote.object.ts";

type Quote = RecordOf<typeof quote>;

/** Why a quote is not sent now; null when it may be. */
export function sendable(paper: Quote, { today }: Pick<ActionFacts<Quote>, "today">): Refusal {
  if (paper.status !== "draft") return "quote.sent_already";
  if ((paper.lineCount ?? 0) === 0) return { code: "quote.lines_missing", field: "lines" };
  if (paper.validUntil !== null && paper.validUntil < today) return { code: "quote.expired", field: "validUntil" };
  return null;
}

/** From here on the customer holds this version and no longer the one before. */
export async function sendOut(paper: Quote, { records }: Ctx): Promise<Quote> {
  if (paper.previousId !== null) await records.update(quote, paper.previousId, { status: "superseded" }, { as: "engine" });
  return await records.update(quote, paper.id, { status: "sent" });
}
