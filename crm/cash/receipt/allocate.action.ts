import Type, { type Static } from "typebox";
import { defineAction } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { isMore, plus } from "#engine/fields/money.ts";
import { DECIMAL } from "../decimal.ts";
import { paymentPlan } from "../payment-plan/payment-plan.object.ts";
import { blockedFromUse } from "./blocked-from-use.ts";
import { type Entry, enter } from "./enter.ts";
import { lockOwed } from "./lock-owed.ts";
import { receipt } from "./receipt.object.ts";

const Part = Type.Object({
  paymentPlanId: Type.Optional(Type.String({ format: "uuid", reference: "paymentPlan" })),
  contractId: Type.Optional(Type.String({ format: "uuid", reference: "contract" })),
  prepayment: Type.Optional(Type.Boolean()),
  amount: DECIMAL,
  /** What the amount settles in the contract's currency, where that is another and its rate is not the documents'. */
  settled: Type.Optional(DECIMAL),
});

export type Part = Static<typeof Part>;
export const Parts = Type.Array(Part, { minItems: 1, maxItems: 500 });

/** Says what the money is for: instalments, contracts, a prepayment, in any parts. */
export const allocate = defineAction(receipt, {
  name: "allocate",
  requires: "update",
  input: Type.Object({ parts: Parts, entryDate: Type.Optional(Type.String({ format: "date" })) }),

  blockedBy: blockedFromUse,

  async run(money, { parts, entryDate }, ctx) {
    const left = money.unallocated ?? "0";
    if (isMore(plus(...parts.map(({ amount }) => amount)), left)) throw new AppError("receipt.not_enough", { params: { left } });
    return await enter(ctx, money, await entriesFor(ctx, parts), entryDate);
  },
});

/** The entries that parts ask for, once what they pay is locked. */
export async function entriesFor(ctx: Ctx, parts: readonly Part[]): Promise<Entry[]> {
  const entries = parts.map(entryOf);
  const ids = [...new Set(entries.flatMap(({ paymentPlanId }) => paymentPlanId ?? []))];
  const plans =
    ids.length === 0
      ? []
      : await ctx.records.find(paymentPlan, { filter: { field: "id", op: "in", value: ids }, limit: ids.length });
  if (plans.length < ids.length) throw new AppError("invalid.reference");
  const named = entries.flatMap(({ contractId }) => contractId ?? []);
  await lockOwed(ctx, new Set([...named, ...plans.map((plan) => plan.contractId)]));
  return entries;
}

function entryOf({ paymentPlanId, contractId, prepayment, amount, settled }: Part, at: number): Entry {
  const targets = [paymentPlanId, contractId, prepayment || undefined].filter((target) => target !== undefined);
  if (targets.length !== 1 || !isMore(amount, "0"))
    throw new AppError("receipt.part_unclear", { errors: [{ field: `parts.${at}`, code: "receipt.part_unclear" }] });
  const said = { amount, ...(settled === undefined ? {} : { settled }) };
  if (paymentPlanId !== undefined) return { kind: "instalment", paymentPlanId, ...said };
  return contractId !== undefined ? { kind: "contract", contractId, ...said } : { kind: "prepayment", amount };
}
