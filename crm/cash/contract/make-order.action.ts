import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { minus } from "#engine/fields/money.ts";
import { linesOf, lineValues } from "../../sales/document-line.ts";
import { contractLine } from "../contract-line/contract-line.object.ts";
import { ChosenLines, takenOf } from "../order/chosen-lines.ts";
import { order } from "../order/order.object.ts";
import { contract } from "./contract.object.ts";

/** An order of what the contract still has to give, or of the part of it that is chosen. */
export const makeOrder = defineAction(contract, {
  name: "makeOrder",
  requires: "update",
  event: "ordered",
  input: Type.Object({
    lines: ChosenLines("contractLine"),
    dueOn: Type.Optional(Type.String({ format: "date" })),
  }),

  blockedBy: ({ status }) => (status === "active" ? null : "contract.not_active"),

  async run(paper, { lines: chosen, dueOn }, { records, events }) {
    // A framework says on what terms is bought, not how much: nothing of it is ever used up.
    const isUsedUp = paper.recordType !== "framework";
    const lines = (await linesOf(records, contractLine, "contract", paper.id)).map((line) => ({
      ...{ line, left: isUsedUp ? minus(String(line.quantity), line.ordered) : String(line.quantity) },
    }));
    const taken = takenOf(lines, chosen, "contract.more_than_left");
    if (lines.length > 0 && taken.length === 0) throw new AppError("contract.all_ordered");

    const { accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax } = paper;
    const placed = await records.create(order, {
      ...{ accountId, contactId, opportunityId, ownerId, currency, rate, pricesIncludeTax, dueOn },
      contractId: paper.id,
      lines: taken.map(({ line, quantity }) => ({
        ...{ ...lineValues(line), quantity },
        ...(isUsedUp ? { contractLineId: line.id } : {}),
      })),
    });
    await events.emit("contract.ordered", { id: paper.id, orderId: placed.id, number: placed.number });
    return made(order, placed);
  },
});
