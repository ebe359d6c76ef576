import type { Filter } from "#engine/object.ts";

type Buyer = { status: string; wonCount: number | null; contractAmount: string | null };

/** Deals that were won and contracts that were signed are facts; what a person says of the customer is not. */
export function hasBought({ wonCount, contractAmount }: Omit<Buyer, "status">): boolean {
  return (wonCount ?? 0) > 0 || Number(contractAmount ?? 0) > 0;
}

/** Customers who have yet to buy: they count against the cap and go back to their pool, whatever else is said of them. */
export const YET_TO_BUY = {
  and: [
    { field: "status", op: "ne", value: "won" },
    { field: "wonCount", op: "eq", value: 0 },
    { field: "contractAmount", op: "eq", value: "0" },
  ],
} as const satisfies Filter;

/** The same of one customer. */
export function isYetToBuy(record: Buyer): boolean {
  return record.status !== "won" && !hasBought(record);
}
