import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { negated } from "#engine/fields/money.ts";
import { todayOf } from "#engine/records/ranges.ts";
import { allocation } from "./allocation.object.ts";

/** Takes an entry back by its opposite, dated today: the books that have taken the first one in stay as they were. */
export const reverse = defineAction(allocation, {
  name: "reverse",
  requires: "update",
  tone: "danger",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy({ reversesId, reversalCount }) {
    if (reversesId !== null) return "allocation.is_reversal";
    return (reversalCount ?? 0) > 0 ? "allocation.reversed_already" : null;
  },

  run: (entry, { reason }, { records, company, clock }) =>
    records.create(allocation, {
      receiptId: entry.receiptId,
      kind: entry.kind,
      contractId: entry.contractId,
      paymentPlanId: entry.paymentPlanId,
      amount: negated(entry.amount),
      settled: negated(entry.settled ?? "0"),
      entryDate: todayOf({ ...company, now: clock.now() }).toString(),
      reversesId: entry.id,
      reason,
    }),
});
