import { reading } from "#engine/context.ts";
import type { Ctx, SystemActor } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { negated } from "#engine/fields/money.ts";
import type { Filter } from "#engine/object.ts";
import type { Records } from "#engine/records/records.ts";
import { allocation } from "../allocation/allocation.object.ts";
import { paymentPlan } from "../payment-plan/payment-plan.object.ts";
import { receipt } from "../receipt/receipt.object.ts";

/** What a customer came to owe on a day, or paid; what was paid back or used elsewhere counts as paid less. */
export type Movement = {
  on: string;
  kind: "due" | "settled" | "receipt" | "refund" | "carriedIn" | "carriedOut";
  number: string | null;
  /** What an instalment is for, or how money came. */
  about: string | null;
  due: string | null;
  paid: string | null;
};

export type Account = { accountId: string; currency: string; to: string };

/** A statement that leaves something out is worse than none. */
const bookkeeper: SystemActor = {
  kind: "system",
  name: "bookkeeper",
  rights: { paymentPlan: ["read"], receipt: ["read"], allocation: ["read"] },
  source: "job",
  language: "zh-CN",
};

const MOST = 10_000;

/**
 * Everything that moved a customer's balance in a currency up to a day, oldest first: instalments in force when they fall due,
 * and what was settled on contracts or instalments that have no such day, on the day it was; receipts when they came, refunds
 * when they went. Money of another currency or customer that settles a debt counts as paid where the debt is, and as used where
 * it came from. Throws `account.statement_incomplete` for who sees only part of it.
 */
export async function movementsOf(ctx: Ctx, account: Account): Promise<Movement[]> {
  const whole = await reading(ctx.engine, ctx.company, bookkeeper);
  const [all, seen] = await Promise.all([readMovements(whole.records, account), readMovements(ctx.records, account)]);
  if (seen.length < all.length) throw new AppError("account.statement_incomplete");
  if (all.length >= MOST) throw new AppError("account.statement_too_long");
  return all.sort((a, b) => (a.on === b.on ? ORDER[a.kind] - ORDER[b.kind] : a.on < b.on ? -1 : 1));
}

const ORDER: Readonly<Record<Movement["kind"], number>> = {
  ...{ due: 0, settled: 1, receipt: 2, carriedIn: 3, carriedOut: 4, refund: 5 },
};

async function readMovements(records: Records, account: Account): Promise<Movement[]> {
  const own: Filter[] = [is("account", account.accountId), is("currency", account.currency)];
  const upTo = (day: string, ...more: Filter[]) => ({
    filter: { and: [{ field: day, op: "lte", value: account.to } as const, ...more] },
    limit: MOST,
  });
  const [dues, receipts, refunds, settled, carriedIn, carriedOut] = await Promise.all([
    records.find(paymentPlan, upTo("dueOn", ...own, { field: "phase", op: "in", value: ["open", "received"] })),
    records.find(receipt, upTo("receivedOn", ...own, { field: "status", op: "in", value: ["confirmed", "refunded"] })),
    records.find(allocation, upTo("entryDate", ...own, is("kind", "refund"))),
    records.find(allocation, upTo("entryDate", ...settledOf(account), WITHOUT_A_DAY)),
    records.find(allocation, upTo("entryDate", ...settledOf(account), { not: { and: paidFrom(account) } })),
    records.find(allocation, upTo("entryDate", ...paidFrom(account), FOR_A_DEBT, { not: { and: settledOf(account) } })),
  ]);
  return [
    ...dues.map(({ dueOn, name, purpose, amount }) => moved(dueOn, "due", name, purpose, amount, null)),
    ...settled.map((entry) => moved(entry.entryDate, "settled", entry.number, null, entry.settled, null)),
    ...receipts.map(({ receivedOn, number, method, amount }) => moved(receivedOn, "receipt", number, method, null, amount)),
    ...carriedIn.map((entry) => moved(entry.entryDate, "carriedIn", entry.number, null, null, entry.settled)),
    ...carriedOut.map((entry) => moved(entry.entryDate, "carriedOut", entry.number, null, null, negated(entry.amount))),
    ...refunds.map(({ entryDate, number, reason, amount }) => moved(entryDate, "refund", number, reason, null, negated(amount))),
  ];
}

const is = (field: string, value: string): Filter => ({ field, op: "eq", value });

const FOR_A_DEBT: Filter = { field: "kind", op: "in", value: ["instalment", "contract"] };

/** Nothing else says when it was owed: it is for a contract as a whole, or its instalment is void or waits for a milestone. */
const WITHOUT_A_DAY: Filter = {
  or: [is("kind", "contract"), is("paymentPlan.phase", "void"), { field: "paymentPlan.dueOn", op: "isEmpty" }],
};

/** Entries that settle debts of this customer in this currency. */
const settledOf = ({ accountId, currency }: Account): Filter[] => [
  FOR_A_DEBT,
  is("account", accountId),
  is("settledCurrency", currency),
];

/** Entries about money of this customer in this currency. */
const paidFrom = ({ accountId, currency }: Account): Filter[] => [is("receipt.account", accountId), is("currency", currency)];

function moved(
  on: string | null,
  kind: Movement["kind"],
  number: string | null,
  about: string | null,
  due: string | null,
  paid: string | null,
): Movement {
  return { on: on!, kind, number, about, due, paid };
}
