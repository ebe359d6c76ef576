import type { Notice } from "#engine/notify/notify.ts";
import type { RecordOf } from "#engine/object.ts";
import type { paymentPlan } from "./payment-plan.object.ts";

type Plan = RecordOf<typeof paymentPlan>;

/** Who hears of what a seller's customers are to pay. */
export type Listeners = { manager: string | null; finance: readonly string[] };

/**
 * When an instalment is spoken of, in days after it is due, and who hears of it besides the seller: finance from the day on, the
 * manager once the seller has had a week.
 */
export const STAGES = [
  { day: -7, code: "paymentPlan.messages.soon", finance: false, manager: false },
  { day: 0, code: "paymentPlan.messages.today", finance: true, manager: false },
  { day: 1, code: "paymentPlan.messages.overdue", finance: true, manager: false },
  { day: 7, code: "paymentPlan.messages.overdue", finance: true, manager: true },
  { day: 15, code: "paymentPlan.messages.overdue", finance: true, manager: true },
  { day: 30, code: "paymentPlan.messages.overdue", finance: true, manager: true },
  { day: 60, code: "paymentPlan.messages.overdue", finance: true, manager: true },
  { day: 90, code: "paymentPlan.messages.overdue", finance: true, manager: true },
] as const;

export type Stage = (typeof STAGES)[number];

/** What is said of an instalment at a stage; an instalment that is put off is spoken of anew. */
export function noticesOf(plan: Plan, customer: string, stage: Stage, days: number, listeners: Listeners): Notice[] {
  const people = [
    plan.ownerId,
    ...(stage.finance ? listeners.finance : []),
    ...(stage.manager && listeners.manager !== null ? [listeners.manager] : []),
  ];
  return [...new Set(people)]
    .filter((userId) => userId !== null)
    .map((userId) => ({
      userId,
      code: stage.code,
      params: { customer, amount: amountOf(plan), date: plan.dueOn, days: Math.abs(days) },
      about: { object: "paymentPlan", id: plan.id },
      key: `due ${plan.id} ${plan.dueOn} ${stage.day}`,
    }));
}

/** As the pages write it; Intl formats decimal strings exactly. */
function amountOf({ outstanding, currency }: Plan): string {
  const style = { style: "currency", currency: currency!, currencyDisplay: "narrowSymbol" } as const;
  return new Intl.NumberFormat("zh-CN", style).format(outstanding as unknown as number);
}
