import type { Ctx } from "#engine/ctx.ts";
import { isMore, lesser, minus } from "#engine/fields/money.ts";
import type { Filter, RecordOf } from "#engine/object.ts";
import { paymentPlan } from "../payment-plan/payment-plan.object.ts";
import { type Entry, enter } from "./enter.ts";
import { lockOwed } from "./lock-owed.ts";
import type { receipt } from "./receipt.object.ts";

type Receipt = RecordOf<typeof receipt>;
type Wish = { contractId?: string; restToPrepayment?: boolean };

const MOST_PLANS = 500;

/** Pays the customer's open instalments in the receipt's currency, the oldest due first, as far as the money goes. */
export async function matchOldestFirst(ctx: Ctx, money: Receipt, { contractId, restToPrepayment }: Wish = {}): Promise<Receipt> {
  const plans = await openPlans(ctx, money, contractId);
  const entries: Entry[] = [];
  let left = money.unallocated ?? "0";
  for (const { id, outstanding } of plans) {
    if (!isMore(left, "0")) break;
    const amount = lesser(left, outstanding ?? "0");
    if (!isMore(amount, "0")) continue;
    entries.push({ kind: "instalment", paymentPlanId: id, amount });
    left = minus(left, amount);
  }
  if (restToPrepayment && isMore(left, "0")) entries.push({ kind: "prepayment", amount: left });
  return await enter(ctx, money, entries);
}

/** Read again once their contracts are locked: until then others may have paid on them. */
async function openPlans(ctx: Ctx, { accountId, currency }: Receipt, contractId: string | undefined) {
  const filter: Filter = {
    and: [
      { field: "account", op: "eq", value: accountId },
      { field: "phase", op: "eq", value: "open" },
      { field: "currency", op: "eq", value: currency },
      ...(contractId === undefined ? [] : [{ field: "contract", op: "eq", value: contractId } as const]),
    ],
  };
  const read = () => ctx.records.find(paymentPlan, { filter, sort: "dueOn", limit: MOST_PLANS });
  await lockOwed(ctx, new Set((await read()).map((plan) => plan.contractId)));
  return await read();
}
