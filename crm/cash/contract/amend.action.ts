import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { amendment } from "../amendment/amendment.object.ts";
import { amendmentLine } from "../amendment-line/amendment-line.object.ts";
import { DECIMAL, refuseTooFine } from "../decimal.ts";
import { fitPlans } from "../payment-plan/fit-plans.ts";
import { amendLines, LINE_CHANGES } from "./amend-lines.ts";
import { contract } from "./contract.object.ts";

/**
 * Changes what was signed: only the lines that are named, so that two amendments at a time do not undo each other. The contract
 * is locked while it runs; before and after are kept as an amendment.
 */
export const amend = defineAction(contract, {
  name: "amend",
  requires: "update",
  input: Type.Object({
    kind: Type.Optional(Type.String({ enum: ["supplement", "change"], optionsOf: "amendment.kind" })),
    signedOn: Type.String({ format: "date" }),
    reason: Type.String({ minLength: 1, maxLength: 1_000 }),
    amount: Type.Optional(DECIMAL),
    endsOn: Type.Optional(Type.String({ format: "date" })),
    lines: Type.Optional(LINE_CHANGES),
  }),

  blockedBy: ({ status }) => (status === "active" ? null : "contract.not_active"),

  async run(paper, { kind = "change", signedOn, reason, amount, endsOn, lines = [] }, ctx) {
    if (amount !== undefined && ((paper.lineCount ?? 0) > 0 || lines.length > 0)) throw atAmount("contract.amount_of_lines");
    refuseTooFine(amount, paper.currency);
    const changedLines = await amendLines(ctx, paper, lines);
    const revision = (paper.revision ?? 0) + 1;
    const amended = await ctx.records.update(contract, paper.id, {
      revision,
      ...(amount === undefined ? {} : { amount }),
      ...(endsOn === undefined ? {} : { endsOn }),
    });
    if (amended.amount === null && paper.amount !== null) throw new AppError("contract.amount_missing");
    if (changedLines.length === 0 && amended.amount === paper.amount && amended.endsOn === paper.endsOn)
      throw new AppError("contract.nothing_amended");

    const money = { currency: paper.currency, rate: amended.rate };
    const made = await ctx.records.create(amendment, {
      ...{ number: `${paper.number}-${revision}`, contractId: paper.id, revision, kind, signedOn, reason, ...money },
      ...{ amountBefore: paper.amount, amountAfter: amended.amount },
      ...(amended.endsOn === paper.endsOn ? {} : { endsOnBefore: paper.endsOn, endsOnAfter: amended.endsOn }),
    });
    await fitPlans(ctx, paper.id);
    for (const line of changedLines) await ctx.records.create(amendmentLine, { amendmentId: made.id, ...money, ...line });

    const { number, difference } = made;
    await ctx.events.emit("contract.amended", { id: paper.id, number, kind, reason, difference });
    return await ctx.records.get(contract, paper.id);
  },
});

function atAmount(code: string): AppError {
  return new AppError(code, { errors: [{ field: "amount", code }] });
}
