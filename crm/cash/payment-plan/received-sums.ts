import { money, rollup } from "#engine/object.ts";

/** What has become of the contract's amount: laid out in instalments, come in, still open; all in the contract's currency. */
export const receivedSums = {
  plannedSum: rollup(
    {
      kind: "sum",
      of: "paymentPlan",
      by: "contract",
      field: "amount",
      where: { field: "phase", op: "ne", value: "void" },
      inOwnCurrency: true,
      atMost: "planCeiling",
      refusal: "contract.over_planned",
    },
    { internal: true },
  ),
  voidReceivedSum: rollup(
    { kind: "sum", of: "paymentPlan", by: "contract", field: "voidReceived", inOwnCurrency: true },
    { internal: true },
  ),
  lastInstalment: rollup({ kind: "max", of: "paymentPlan", by: "contract", field: "sequence" }, { internal: true }),
  receivedSum: rollup(
    {
      kind: "sum",
      of: "allocation",
      by: "contract",
      field: "settled",
      inOwnCurrency: true,
      atMost: "ceiling",
      atLeast: 0,
      refusal: "contract.over_received",
    },
    { internal: true },
  ),
  planned: money({ changedBy: "rules" }),
  unplanned: money({ changedBy: "rules" }),
  unplannedOwed: money({ changedBy: "rules" }),
  received: money({ changedBy: "rules" }),
  outstanding: money({ changedBy: "rules" }),
  overAllowed: money({ min: 0, changedBy: "actions" }),
  ceiling: money({ changedBy: "rules", internal: true }),
  planCeiling: money({ changedBy: "rules", internal: true }),
} as const;
