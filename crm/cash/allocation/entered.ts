import type { Entered } from "../../organization/company-profile/closed-books.ts";

/** Entries are never altered; what counts is the day on which one is made. */
export const ENTERED: Entered = { day: "entryDate", isAltered: () => false };
