import { reading } from "#engine/context.ts";
import type { Ctx, SystemActor } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { negated } from "#engine/fields/money.ts";
import type { Filter } from "#engine/object.ts";
import type { Records } from "#engine/records/records.ts";
import { allocation } from "../allocation/allocation.object.ts";
import { paymentPlan } from "../payment-plan/payment-plan.object.ts";
import { receipt } from "../receipt/receipt.object.ts";

/** What a customer came to owe on a day, or paid; what was paid back counts as paid less. */
export type Movement = {
  on: string;
  kind: "due" | "receipt" | "refund";
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
 * receipts when they came, refunds when they went. Throws `account.statement_incomplete` for who sees only part of it.
 */
export async function movementsOf(ctx: Ctx, account: Account): Promise<Movement[]> {
  const whole = await reading(ctx.engine, ctx.company, bookkeeper);
  const [all, seen] = await Promise.all([readMovements(whole.records, account), readMovements(ctx.records, account)]);
  if (seen.length < all.length) throw new AppError("account.statement_incomplete");
  if (all.length >= MOST) throw new AppError("account.statement_too_long");
  return all.sort((a, b) => (a.on === b.on ? ORDER[a.kind] - ORDER[b.kind] : a.on < b.on ? -1 : 1));
}

const ORDER: Readonly<Record<Movement["kind"], number>> = { due: 0, receipt: 1, refund: 2 };

async function readMovements(records: Records, { accountId, currency, to }: Account): Promise<Movement[]> {
  const upTo = (date: string, ...more: Filter[]) => ({
    filter: {
      and: [
        { field: "account", op: "eq", value: accountId },
        { field: "currency", op: "eq", value: currency },
        { field: date, op: "lte", value: to },
        ...more,
      ],
    } as Filter,
    limit: MOST,
  });
  const [dues, receipts, refunds] = await Promise.all([
    records.find(paymentPlan, upTo("dueOn", { field: "phase", op: "in", value: ["open", "received"] })),
    records.find(receipt, upTo("receivedOn", { field: "status", op: "in", value: ["confirmed", "refunded"] })),
    records.find(allocation, upTo("entryDate", { field: "kind", op: "eq", value: "refund" })),
  ]);
  return [
    ...dues.map(({ dueOn, name, purpose, amount }) => moved(dueOn, "due", name, purpose, amount, null)),
    ...receipts.map(({ receivedOn, number, method, amount }) => moved(receivedOn, "receipt", number, method, null, amount)),
    ...refunds.map(({ entryDate, number, reason, amount }) => moved(entryDate, "refund", number, reason, null, negated(amount))),
  ];
}

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
