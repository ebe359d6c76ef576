import type { RecordOf } from "#engine/object.ts";
import type { paymentPlan } from "./payment-plan.object.ts";

/** How much of its contract an instalment lays out: what is void, no more than came on it. */
export function plannedBy({ phase, amount, voidReceived }: RecordOf<typeof paymentPlan>): string {
  return (phase === "void" ? voidReceived : amount) ?? "0";
}
