import type { Entered } from "../../organization/company-profile/closed-books.ts";

/** The books take in an invoice once it is issued, for its amount. */
export const entered: Entered = { day: "issuedOn", isAltered: (now, before) => now.amount !== before.amount };
