/** How money comes. */
export const PAYMENT_METHODS = ["transfer", "acceptance", "cheque", "cash", "online", "card", "other"] as const;
