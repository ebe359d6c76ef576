import type { Ctx } from "#engine/ctx.ts";
import { notify } from "#engine/notify/notify.ts";
import type { Filter, RecordOf } from "#engine/object.ts";
import { daysAfter, todayOf } from "#engine/records/ranges.ts";
import { defineJob } from "#engine/subscriber.ts";
import { type Listeners, noticesOf, STAGES, type Stage } from "./due-notices.ts";
import { paymentPlan } from "./payment-plan.object.ts";

/** A server that was off for a long weekend still speaks of what it missed, but not of yesterday as today. */
const LOOKS_BACK = 3;
const AT_ONCE = 200;

type Plan = RecordOf<typeof paymentPlan>;

export const remindDue = defineJob({
  name: "remind-due",
  schedule: "0 8 * * *",
  rights: { paymentPlan: ["read"], account: ["read"], user: ["read"], department: ["read"], role: ["read"] },

  async run(ctx) {
    const today = todayOf({ ...ctx.company, now: ctx.clock.now() }).toString();
    const listeners = await findListeners(ctx);
    for (const stage of STAGES) await speakOf(ctx, stage, today, listeners);
  },
});

async function speakOf(ctx: Ctx, stage: Stage, today: string, listenersOf: (ownerId: string) => Listeners): Promise<void> {
  const latest = daysAfter(today, -stage.day);
  const looksBack = stage.day === 0 ? 0 : LOOKS_BACK;
  const owed: Filter = {
    and: [
      { field: "phase", op: "eq", value: "open" },
      { field: "dueOn", op: "between", value: [daysAfter(latest, -looksBack), latest] },
    ],
  };
  let cursor: string | null = null;
  do {
    const page = await ctx.records.list(paymentPlan, {
      filter: owed,
      sort: "dueOn",
      limit: AT_ONCE,
      fields: ["account"],
      cursor: cursor ?? undefined,
    });
    const plans = await ctx.records.find(paymentPlan, {
      filter: { field: "id", op: "in", value: page.items.map(({ id }) => id) },
      limit: AT_ONCE,
    });
    const customers = new Map(page.items.map(({ id, account }) => [id, account?.title ?? ""]));
    await notify(
      ctx,
      plans.flatMap((plan) =>
        noticesOf(plan, customers.get(plan.id) ?? "", stage, daysLate(plan, today), listenersOf(plan.ownerId ?? "")),
      ),
    );
    cursor = page.next;
  } while (cursor !== null);
}

const DAY = 86_400_000;
const daysLate = ({ dueOn }: Plan, today: string) => Math.round((Date.parse(today) - Date.parse(dueOn ?? today)) / DAY);

/** Finance are those of that role; a seller's manager is the one he reports to, else the nearest head above him. */
async function findListeners({ records }: Ctx): Promise<(ownerId: string) => Listeners> {
  const [finance] = await records.find("role", { filter: { field: "code", op: "eq", value: "finance" }, limit: 1 });
  const present: Filter = { field: "disabledAt", op: "isEmpty" };
  const users = await records.find("user", { filter: present, limit: 5_000 });
  const departments = new Map((await records.find("department", { limit: 2_000 })).map((one) => [one.id, one]));
  const people = new Map(users.map((one) => [one.id, one]));
  const ofFinance = users.filter(({ rolesIds }) => finance !== undefined && rolesIds.includes(finance.id)).map(({ id }) => id);

  function headAbove(userId: string): string | null {
    let department = departments.get(people.get(userId)?.departmentId ?? "");
    while (department !== undefined && (department.headId === null || department.headId === userId))
      department = departments.get(department.parentId ?? "");
    return department?.headId ?? null;
  }
  return (ownerId) => ({ manager: people.get(ownerId)?.managerId ?? headAbove(ownerId), finance: ofFinance });
}
