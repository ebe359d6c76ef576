import Type from "typebox";
import { defineAction, made } from "#engine/action.ts";
import { contract } from "../../cash/contract/contract.object.ts";
import { blockedFromTaking } from "./blocked-from-taking.ts";
import { contractOf } from "./contract-of.ts";
import { quote } from "./quote.object.ts";

/** What the customer has accepted is put on paper; done again, it takes what is left. */
export const makeContract = defineAction(quote, {
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

  blockedBy: blockedFromTaking,

  async run(paper, asked, ctx) {
    const drawn = await contractOf(paper, asked, ctx);
    await ctx.events.emit("quote.contracted", { id: paper.id, contractId: drawn.id, number: drawn.number });
    return made(contract, drawn);
  },
});
