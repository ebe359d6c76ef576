import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { RecordOf } from "#engine/object.ts";
import { contract } from "../../cash/contract/contract.object.ts";
import { takenOf } from "../../cash/order/chosen-lines.ts";
import { lineValues } from "../document-line.ts";
import { leftLines } from "./left-lines.ts";
import type { quote } from "./quote.object.ts";

type Asked = { name?: string | undefined; recordType?: string | undefined };

/** A draft contract over what is left of the quote. */
export async function contractOf(paper: RecordOf<typeof quote>, { name, recordType }: Asked, { records }: Ctx) {
  const taken = takenOf(await leftLines(records, paper.id), undefined, "quote.more_than_left");
  if (taken.length === 0) throw new AppError("quote.nothing_left");
  const { accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, terms } = paper;
  return await records.create(contract, {
    ...{ accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, terms },
    ...{ name: name ?? paper.name, quoteId: paper.id, ...(recordType ? { recordType } : {}) },
    lines: taken.map(({ line, quantity }) => ({ ...lineValues(line), quantity, quoteLineId: line.id })),
  });
}
