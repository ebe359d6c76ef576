import Type, { type Static } from "typebox";
import { defineAction } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { equalParts, isMore, minus, plus, sharesOf } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { monthsAfter } from "#engine/records/ranges.ts";
import { contract } from "../contract/contract.object.ts";
import { DECIMAL, refuseTooFine } from "../decimal.ts";
import { PAYMENT_METHODS } from "../methods.ts";
import { paymentPlan } from "./payment-plan.object.ts";
import { plannedBy } from "./planned-by.ts";

const Instalment = Type.Object({
  purpose: Type.Optional(Type.String({ maxLength: 60 })),
  percent: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
  amount: Type.Optional(DECIMAL),
  dueOn: Type.Optional(Type.String({ format: "date" })),
  milestone: Type.Optional(Type.String({ maxLength: 120 })),
  days: Type.Optional(Type.Integer({ minimum: 0, maximum: 3_650 })),
  method: Type.Optional(Type.String({ enum: [...PAYMENT_METHODS] })),
});

type Wish = Static<typeof Instalment>;
type Contract = RecordOf<typeof contract>;
type Plan = RecordOf<typeof paymentPlan>;

/**
 * Lays out how the contract is paid: in equal parts a number of months apart, or in instalments by percentage or amount, each
 * due on a date or after a milestone. What has not been paid on is laid out anew; the last instalment takes the rounding.
 */
export const plan = defineAction(contract, {
  name: "plan",
  requires: "update",
  event: "planned",
  input: Type.Object({
    parts: Type.Optional(Type.Integer({ minimum: 1, maximum: 120 })),
    firstDueOn: Type.Optional(Type.String({ format: "date" })),
    months: Type.Optional(Type.Integer({ minimum: 1, maximum: 24 })),
    instalments: Type.Optional(Type.Array(Instalment, { minItems: 1, maxItems: 120 })),
  }),

  blockedBy({ status, amount }) {
    if (status !== "draft" && status !== "active" && status !== "suspended") return "contract.not_active";
    return amount === null ? { code: "contract.amount_missing", field: "amount" } : null;
  },

  async run(paper, { parts, firstDueOn, months = 1, instalments }, ctx) {
    if ((parts === undefined) === (instalments === undefined)) throw new AppError("contract.plan_unclear");
    const standing = await clearPlans(ctx, paper);
    const rest = minus(paper.amount, ...standing.map(plannedBy));
    const wishes = instalments ?? evenly(parts!, firstDueOn, months);
    const amounts = amountsOf(wishes, rest, paper);
    if (parts !== undefined && amounts.some((amount) => !isMore(amount, "0"))) throw tooManyParts(rest);
    const first = Math.max(0, ...standing.map(({ sequence }) => sequence ?? 0));
    await ctx.records.createAll(
      paymentPlan,
      wishes.map((wish, i) => ({ ...wish, contractId: paper.id, sequence: first + i + 1, amount: amounts[i] })),
    );
    return await ctx.records.get(contract, paper.id);
  },
});

function tooManyParts(left: string): AppError {
  const code = "contract.too_many_parts";
  return new AppError(code, { params: { left }, errors: [{ field: "parts", code, params: { left } }] });
}

/** What nothing has come in on goes; answers what stands. */
async function clearPlans({ records }: Ctx, { id }: Contract): Promise<Plan[]> {
  const filter = { field: "contract", op: "eq", value: id } as const;
  const plans = await records.find(paymentPlan, { filter, limit: 500 });
  const isPaidOn = ({ received }: Plan) => isMore(received, "0");
  for (const each of plans.filter((one) => !isPaidOn(one))) await records.remove(paymentPlan, each.id);
  return plans.filter(isPaidOn);
}

function evenly(parts: number, firstDueOn: string | undefined, months: number): Wish[] {
  return Array.from({ length: parts }, (_, i) =>
    firstDueOn === undefined ? {} : { dueOn: monthsAfter(firstDueOn, i * months) },
  );
}

function amountsOf(wishes: readonly Wish[], rest: string, { currency }: Contract): string[] {
  const coin = currency ?? "";
  const percents = wishes.flatMap(({ percent }) => percent ?? []);
  const stated = wishes.flatMap(({ amount }) => amount ?? []);
  if (percents.length === 0 && stated.length === 0) return equalParts(rest, wishes.length, coin);
  if (percents.length === wishes.length && stated.length === 0) return within(rest, sharesOf(rest, percents, coin));
  if (stated.length === wishes.length) {
    for (const [at, amount] of stated.entries()) refuseTooFine(amount, currency, `instalments.${at}.amount`);
    return within(rest, stated);
  }
  throw new AppError("contract.plan_unclear");
}

function within(rest: string, amounts: string[]): string[] {
  const total = plus(...amounts);
  if (isMore(total, rest)) throw new AppError("paymentPlan.over_contract", { params: { left: rest } });
  return amounts;
}
