import { isMore, minus, plus, shareOf } from "#engine/fields/money.ts";
import type { RecordOf } from "#engine/object.ts";
import { check, derive, freeze } from "#engine/rule.ts";
import type { contract } from "../contract/contract.object.ts";
import { paymentPlan } from "./payment-plan.object.ts";
import { plannedBy } from "./planned-by.ts";

type Contract = RecordOf<typeof contract>;
const reads = ["contract"];

const instalmentsBelongToTheirContract = derive(
  paymentPlan,
  (_plan, { related }) => {
    const paper = related("contract") as Contract | null;
    if (paper === null) return {};
    const { accountId, ownerId, currency } = paper;
    return { accountId, ownerId, currency, rate: (paper as { rate?: string }).rate };
  },
  { reads },
);

const instalmentsAreNumbered = derive(
  paymentPlan,
  (plan, { related }) => {
    const paper = related("contract") as Contract | null;
    const sequence = plan.sequence ?? Number(paper?.lastInstalment ?? 0) + 1;
    return { sequence, purpose: plan.purpose ?? `第${sequence}期`, name: `${paper?.number ?? ""}-${sequence}` };
  },
  { reads },
);

const percentMakesTheAmount = derive(
  paymentPlan,
  ({ amount, percent, currency }, { related }) => {
    const whole = (related("contract") as Contract | null)?.amount ?? null;
    return amount === null && percent !== null && whole !== null ? { amount: shareOf(whole, percent, currency ?? "") } : {};
  },
  { reads },
);

const whatCameIsKnown = derive(paymentPlan, ({ receivedSum }) => ({ received: receivedSum ?? "0" }));

const phaseFollowsTheContract = derive(
  paymentPlan,
  ({ isVoid, amount, received }, { related }) => {
    const { status = "draft" } = (related("contract") ?? {}) as Partial<Contract>;
    if (amount !== null && isMore(amount, "0") && !isMore(amount, received)) return { phase: "received" as const };
    if (isVoid || status === "void" || status === "terminated") return { phase: "void" as const };
    return { phase: status === "draft" ? ("notInForce" as const) : ("open" as const) };
  },
  { reads },
);

/** Nothing is owed on what is void or not yet in force; on what is void nothing more is taken, and what has come is all it was for. */
const restIsKnown = derive(paymentPlan, ({ phase, amount, received, overAllowed }) =>
  phase === "void"
    ? { outstanding: "0", ceiling: received, voidReceived: received }
    : {
        outstanding: phase === "notInForce" ? "0" : minus(amount, received),
        ceiling: plus(amount, overAllowed),
        voidReceived: "0",
      },
);

const instalmentsHaveAnAmount = check(paymentPlan, ({ amount }) =>
  amount === null || !isMore(amount, "0") ? { code: "paymentPlan.amount_missing", field: "amount" } : null,
);

/** Told where it is typed; that people at the same moment do not plan more together, the roll-up's bound sees to. */
const noMoreIsPlannedThanAgreed = check(
  paymentPlan,
  ({ amount, phase }, { before, related }) => {
    const unplanned = (related("contract") as Contract | null)?.unplanned ?? null;
    const more = minus(amount, before === null ? "0" : plannedBy(before));
    if (unplanned === null || phase === "void" || !isMore(more, "0") || !isMore(more, unplanned)) return null;
    return { code: "paymentPlan.over_contract", field: "amount", params: { left: unplanned } };
  },
  { reads },
);

/** When a customer pays may be agreed anew; how much is the contract's business. */
const instalmentsInForceStand = freeze(
  paymentPlan,
  ({ phase }) => {
    if (phase === "received" || phase === "void") return "paymentPlan.closed";
    return phase === "open" ? "paymentPlan.in_force" : null;
  },
  { leaves: ["purpose", "dueOn", "milestone", "days", "method", "remark"] },
);

export const rules = [
  instalmentsBelongToTheirContract,
  instalmentsAreNumbered,
  percentMakesTheAmount,
  whatCameIsKnown,
  phaseFollowsTheContract,
  restIsKnown,
  instalmentsHaveAnAmount,
  noMoreIsPlannedThanAgreed,
  instalmentsInForceStand,
];
