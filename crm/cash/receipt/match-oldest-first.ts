import type { Ctx } from "#engine/ctx.ts";
import { isMore, lesser, minus } from "#engine/fields/money.ts";
import type { Filter, RecordOf } from "#engine/object.ts";
import { account } from "../../sales/account/account.object.ts";
import { paymentPlan } from "../payment-plan/payment-plan.object.ts";
import { type Entry, enter } from "./enter.ts";
import { lockOwed } from "./lock-owed.ts";
import type { receipt } from "./receipt.object.ts";

type Receipt = RecordOf<typeof receipt>;
type Plan = RecordOf<typeof paymentPlan>;
type Wish = { contractId?: string; restToPrepayment?: boolean };

const MOST_PLANS = 500;

/** Pays the customer's open instalments in the receipt's currency, the oldest due first, as far as the money goes. */
export async function matchOldestFirst(ctx: Ctx, money: Receipt, { contractId, restToPrepayment }: Wish = {}): Promise<Receipt> {
  const { plans, room } = await owedBy(ctx, money, contractId);
  const entries: Entry[] = [];
  let left = money.unallocated ?? "0";
  for (const plan of plans) {
    const within = room.get(plan.contractId) ?? left;
    const amount = [plan.outstanding ?? "0", within].reduce(lesser, left);
    if (!isMore(amount, "0")) continue;
    entries.push({ kind: "instalment", contractId: plan.contractId, paymentPlanId: plan.id, amount });
    room.set(plan.contractId, minus(within, amount));
    left = minus(left, amount);
  }
  if (restToPrepayment && isMore(left, "0")) entries.push({ kind: "prepayment", amount: left });
  return await enter(ctx, money, entries);
}

type Owed = {
  plans: readonly Plan[];
  /** What each contract may still receive: money that was given to it as a whole is not owed again by its instalments. */
  room: Map<string, string>;
};

/** Read once the customer is locked, as whoever pays or changes a debt of his does first. */
async function owedBy(ctx: Ctx, { accountId, currency }: Receipt, contractId: string | undefined): Promise<Owed> {
  await ctx.records.lock(account, accountId!);
  const filter: Filter = {
    and: [
      { field: "account", op: "eq", value: accountId },
      { field: "phase", op: "eq", value: "open" },
      { field: "currency", op: "eq", value: currency },
      ...(contractId === undefined ? [] : [{ field: "contract", op: "eq", value: contractId } as const]),
    ],
  };
  const plans = await ctx.records.find(paymentPlan, { filter, sort: "dueOn", limit: MOST_PLANS });
  const contracts = await lockOwed(ctx, new Set(plans.map((plan) => plan.contractId)));
  const limited = contracts.filter(({ ceiling }) => ceiling !== null);
  return { plans, room: new Map(limited.map(({ id, ceiling, received }) => [id, minus(ceiling, received)])) };
}
