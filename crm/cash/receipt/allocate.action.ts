import Type, { type Static } from "typebox";
import { defineAction } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { isMore, plus } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { DECIMAL, refuseTooFine } from "../decimal.ts";
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
    return await enter(ctx, money, await entriesFor(ctx, money, parts), entryDate);
  },
});

/** The entries that parts ask for, once the contracts they pay are locked. */
export async function entriesFor(ctx: Ctx, { currency }: RecordOf<typeof receipt>, parts: readonly Part[]): Promise<Entry[]> {
  const contractOf = await contractsOf(ctx, new Set(parts.flatMap(({ paymentPlanId }) => paymentPlanId ?? [])));
  const entries = parts.map((part, at) => entryOf(part, at, contractOf));
  const owed = await lockOwed(ctx, new Set(entries.flatMap(({ contractId }) => contractId ?? [])));
  const currencyOf = new Map(owed.map((contract) => [contract.id, contract.currency]));
  for (const [at, { amount, settled, contractId }] of entries.entries()) {
    refuseTooFine(amount, currency, `parts.${at}.amount`);
    refuseTooFine(settled, currencyOf.get(contractId ?? "") ?? currency, `parts.${at}.settled`);
  }
  return entries;
}

async function contractsOf({ records }: Ctx, planIds: ReadonlySet<string>): Promise<ReadonlyMap<string, string>> {
  if (planIds.size === 0) return new Map();
  const plans = await records.lockAll(paymentPlan, [...planIds]);
  if (plans.some(({ phase }) => phase === "void")) throw new AppError("paymentPlan.closed");
  return new Map(plans.map(({ id, contractId }) => [id, contractId]));
}

function entryOf(part: Part, at: number, contractOf: ReadonlyMap<string, string>): Entry {
  const { paymentPlanId, contractId, prepayment, amount, settled } = part;
  const targets = [paymentPlanId, contractId, prepayment || undefined].filter((target) => target !== undefined);
  if (targets.length !== 1 || !isMore(amount, "0"))
    throw new AppError("receipt.part_unclear", { errors: [{ field: `parts.${at}`, code: "receipt.part_unclear" }] });
  const said = { amount, ...(settled === undefined ? {} : { settled }) };
  if (contractId !== undefined) return { kind: "contract", contractId, ...said };
  if (paymentPlanId === undefined) return { kind: "prepayment", amount };
  return { kind: "instalment", contractId: contractOf.get(paymentPlanId)!, paymentPlanId, ...said };
}
