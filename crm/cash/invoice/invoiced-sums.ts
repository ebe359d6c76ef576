import { type Filter, money, rollup } from "#engine/object.ts";

const sumOf = (where: Filter) =>
  ({ kind: "sum", of: "invoice", by: "contract", field: "amount", where, inOwnCurrency: true }) as const;

/** What of a contract has been invoiced, and what is asked for besides: never more than the contract is worth. */
export const invoicedSums = {
  invoicedSum: rollup(sumOf({ field: "status", op: "in", value: ["issued", "mailed", "reversed"] }), { internal: true }),
  claimedSum: rollup(
    {
      ...sumOf({ field: "status", op: "ne", value: "rejected" }),
      atMost: "amount",
      refusal: "contract.invoiced_over_amount",
    },
    { internal: true },
  ),
  invoiced: money({ changedBy: "rules" }),
  uninvoiced: money({ changedBy: "rules" }),
} as const;
