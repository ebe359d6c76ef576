import { AMOUNT_PATTERN, isMore, lesser, minus, plus } from "#engine/fields/money.ts";
import type { WireMoney, WireRecord, WireReference } from "#engine/wire.ts";

/** Something a customer still owes: an instalment, or what of a contract no instalment covers. */
export type Owed = {
  key: string;
  paymentPlanId?: string;
  contractId?: string;
  name: string;
  contract: WireReference | null;
  dueOn: string | null;
  daysOverdue: number | null;
  outstanding: WireMoney;
};

/** Amounts typed for what is owed, by its key; `prepayment` for what is kept for later. */
export type Amounts = Readonly<Record<string, string | null>>;
export const PREPAYMENT = "prepayment";

export type AmountProblem = "not_amount" | "too_much" | null;

export function owedByPlan(plan: WireRecord): Owed {
  return {
    key: plan.id,
    paymentPlanId: plan.id,
    name: [plan.name, plan.purpose].filter(Boolean).join(" "),
    contract: plan.contract ?? null,
    dueOn: plan.dueOn ?? null,
    daysOverdue: plan.daysOverdue ?? null,
    outstanding: plan.outstanding,
  };
}

/** Null where instalments cover all of the contract. */
export function owedByContract(contract: WireRecord): Owed | null {
  const left: string = contract.unplannedOwed?.amount ?? "0";
  if (!isMore(left, "0")) return null;
  const self = { id: contract.id, title: String(contract.name) };
  return {
    ...{ key: contract.id, contractId: contract.id, name: String(contract.number), contract: self },
    ...{ dueOn: null, daysOverdue: null, outstanding: { ...contract.outstanding, amount: left } },
  };
}

/** Pays what was due first first, as far as the money goes. What is owed in another currency is left to the person. */
export function filledOldestFirst(owed: readonly Owed[], available: string, currency: string): Amounts {
  let left = available;
  const amounts: Record<string, string> = {};
  for (const { key, outstanding } of owed) {
    if (outstanding.currency !== currency || !isMore(left, "0")) continue;
    amounts[key] = lesser(outstanding.amount, left);
    left = minus(left, amounts[key]!);
  }
  return amounts;
}

export function totalOf(amounts: Amounts): string {
  return plus(...Object.values(amounts).map((amount) => (isAmount(amount) ? amount : null)));
}

/** What is wrong with an amount while it is typed: no figure, or more than is owed. */
export function problemOf(amount: string | null | undefined, owed: Owed | null, currency: string): AmountProblem {
  if (amount === null || amount === undefined || amount === "") return null;
  if (!isAmount(amount)) return "not_amount";
  const isSame = owed !== null && owed.outstanding.currency === currency;
  return isSame && isMore(amount, owed.outstanding.amount) ? "too_much" : null;
}

/** The parts as the action takes them; what was left empty is no part, and settles what its rate makes of it. */
export function partsOf(owed: readonly Owed[], amounts: Amounts, settled: Amounts = {}): Record<string, unknown>[] {
  const parts = owed.map(({ key, paymentPlanId, contractId }) => ({
    ...(paymentPlanId ? { paymentPlanId } : { contractId }),
    amount: amounts[key],
    ...(isAmount(settled[key]) ? { settled: settled[key] } : {}),
  }));
  const kept = { prepayment: true, amount: amounts[PREPAYMENT] };
  return [...parts, kept].filter(({ amount }) => isAmount(amount) && isMore(amount, "0"));
}

const IS_AMOUNT = new RegExp(AMOUNT_PATTERN);

function isAmount(amount: string | null | undefined): amount is string {
  return typeof amount === "string" && IS_AMOUNT.test(amount);
}
