import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import type { RecordOf } from "#engine/object.ts";
import { contract } from "../../cash/contract/contract.object.ts";
import { linesOf, lineValues } from "../document-line.ts";
import { opportunityLine } from "../opportunity-line/opportunity-line.object.ts";
import { agreedQuote } from "../quote/agreed-quote.ts";
import { contractOf } from "../quote/contract-of.ts";
import { opportunity } from "./opportunity.object.ts";

type Asked = { name?: string | undefined; recordType?: string | undefined };

/** What was won is put on paper: a draft contract with the deal's customer, people and lines, those of the quote it was agreed on. */
export const makeContract = defineAction(opportunity, {
  name: "makeContract",
  requires: "update",
  tone: "primary",
  event: "contracted",
  input: Type.Object({
    name: Type.Optional(Type.String({ maxLength: 120 })),
    recordType: Type.Optional(
      Type.String({ enum: ["sale", "agency", "framework", "service"], optionsOf: "contract.recordType" }),
    ),
  }),

  blockedBy(deal) {
    if (deal.status !== "won") return "opportunity.not_won";
    return (deal.contractCount ?? 0) > 0 ? "opportunity.has_contract" : null;
  },

  async run(deal, asked, ctx) {
    const agreed = await agreedQuote(deal.id, ctx);
    const drawn = agreed === null ? await contractOfDeal(deal, asked, ctx) : await contractOf(agreed, asked, ctx);
    await ctx.events.emit("opportunity.contracted", { id: deal.id, contractId: drawn.id, number: drawn.number });
    return made(contract, drawn);
  },
});

async function contractOfDeal(deal: RecordOf<typeof opportunity>, { name, recordType }: Asked, { records }: Ctx) {
  const { accountId, contactId, ownerId, currency, rate, pricesIncludeTax, amount } = deal;
  return await records.create(contract, {
    ...{ accountId, contactId, ownerId, currency, rate, pricesIncludeTax, amount },
    ...{ name: name ?? deal.name, opportunityId: deal.id, ...(recordType ? { recordType } : {}) },
    lines: (await linesOf(records, opportunityLine, "opportunity", deal.id)).map(lineValues),
  });
}
