import type { Entered } from "../../organization/company-profile/closed-books.ts";

/** The books take in how much came; whose it is may still be found out later. */
export const ENTERED: Entered = {
  day: "receivedOn",
  isAltered: (money, before) =>
    ["amount", "currency", "rate"].some((key) => money[key] !== before[key]) ||
    (money.status === "void" && before.status !== "void"),
};
