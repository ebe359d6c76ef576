import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import { contract } from "../../cash/contract/contract.object.ts";
import { linesOf, lineValues } from "../document-line.ts";
import { opportunityLine } from "../opportunity-line/opportunity-line.object.ts";
import { opportunity } from "./opportunity.object.ts";

/** What was won is put on paper: a draft contract with the deal's customer, people and lines. */
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

  async run(deal, { name, recordType }, { records, events }) {
    const lines = await linesOf(records, opportunityLine, "opportunity", deal.id);
    const { accountId, contactId, ownerId, currency, rate, pricesIncludeTax, amount } = deal;
    const drawn = await records.create(contract, {
      ...{ accountId, contactId, ownerId, currency, rate, pricesIncludeTax, amount },
      ...{ name: name ?? deal.name, opportunityId: deal.id, ...(recordType ? { recordType } : {}) },
      lines: lines.map(lineValues),
    });
    await events.emit("opportunity.contracted", { id: deal.id, contractId: drawn.id, number: drawn.number });
    return made(contract, drawn);
  },
});
