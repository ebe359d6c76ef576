import type { Ctx } from "#engine/ctx.ts";
import { isMore, lesser, minus } from "#engine/fields/money.ts";
import { contract } from "../contract/contract.object.ts";
import { paymentPlan } from "./payment-plan.object.ts";

/** After a contract has come to less: the last open instalments give way, down to what has come in on them. */
export async function fitPlans({ records }: Ctx, contractId: string): Promise<void> {
  const { amount, planned } = await records.get(contract, contractId);
  if (amount === null || !isMore(planned, amount)) return;
  let excess = minus(planned, amount);
  const open = await records.find(paymentPlan, {
    filter: {
      and: [
        { field: "contract", op: "eq", value: contractId },
        { field: "phase", op: "in", value: ["open", "notInForce"] },
      ],
    },
    limit: 500,
  });
  for (const plan of open.sort((a, b) => (b.sequence ?? 0) - (a.sequence ?? 0))) {
    if (!isMore(excess, "0")) return;
    const less = lesser(excess, plan.outstanding ?? "0");
    excess = minus(excess, less);
    await records.update(paymentPlan, plan.id, lowered(plan.amount ?? "0", less));
  }
}

/** An instalment of nothing is none. */
function lowered(amount: string, less: string): Record<string, unknown> {
  return isMore(amount, less) ? { amount: minus(amount, less), percent: null } : { isVoid: true };
}
