/** What the books take in of an invoice once it is issued. */
export const entered = { day: "issuedOn", fields: ["amount"] } as const;
