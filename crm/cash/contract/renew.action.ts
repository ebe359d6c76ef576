import { Temporal } from "temporal-polyfill";
import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import { linesOf, lineValues } from "../../sales/document-line.ts";
import { contractLine } from "../contract-line/contract-line.object.ts";
import { contract } from "./contract.object.ts";

/** A new draft on the same terms, from the day after the old one ends and for as long. */
export const renew = defineAction(contract, {
  name: "renew",
  requires: "update",
  input: Type.Object({
    startsOn: Type.Optional(Type.String({ format: "date" })),
    endsOn: Type.Optional(Type.String({ format: "date" })),
  }),

  blockedBy({ status, renewalCount }) {
    if (status === "draft" || status === "void") return "contract.not_signed";
    return (renewalCount ?? 0) > 0 ? "contract.renewed_already" : null;
  },

  async run(paper, { startsOn, endsOn }, { records, events }) {
    const term = nextTerm(paper);
    const lines = await linesOf(records, contractLine, "contract", paper.id);
    const { name, recordType, accountId, contactId, ownerId, currency, rate, pricesIncludeTax, amount } = paper;
    const { buyer, seller, paymentTerms, terms, renewal, noticeDays } = paper;
    const renewed = await records.create(contract, {
      ...{ name, recordType, accountId, contactId, ownerId, currency, rate, pricesIncludeTax, amount },
      ...{ buyer, seller, paymentTerms, terms, renewal, noticeDays },
      ...{ renewalOfId: paper.id, startsOn: startsOn ?? term.startsOn, endsOn: endsOn ?? term.endsOn },
      lines: lines.map(lineValues),
    });
    await events.emit("contract.renewed", { id: paper.id, renewalId: renewed.id, number: renewed.number });
    return made(contract, renewed);
  },
});

function nextTerm(paper: { startsOn: string | null; endsOn: string | null }) {
  if (paper.endsOn === null) return { startsOn: null, endsOn: null };
  const startsOn = Temporal.PlainDate.from(paper.endsOn).add({ days: 1 });
  if (paper.startsOn === null) return { startsOn: startsOn.toString(), endsOn: null };
  // Counted in months where it is whole months: a year from 1 March ends on the last day of February, leap year or not.
  const length = Temporal.PlainDate.from(paper.startsOn).until(startsOn, { largestUnit: "month" });
  return { startsOn: startsOn.toString(), endsOn: startsOn.add(length).subtract({ days: 1 }).toString() };
}
