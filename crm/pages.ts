/** Screens of the product that are more than what the model draws; each is fetched when it is opened. */
export const workbench = async () => (await import("./team/workbench/WorkbenchPage.tsx")).WorkbenchPage;

/** Reports in the order of their tabs; shown to those who may know of the object. */
export const reports = [
  { name: "funnel", object: "opportunity", load: async () => (await import("./sales/reports/FunnelReport.tsx")).FunnelReport },
  { name: "won", object: "opportunity", load: async () => (await import("./sales/reports/WonReport.tsx")).WonReport },
  {
    name: "receivables",
    object: "paymentPlan",
    load: async () => (await import("./cash/reports/ReceivablesReport.tsx")).ReceivablesReport,
  },
  { name: "channel", object: "lead", load: async () => (await import("./marketing/reports/ChannelReport.tsx")).ChannelReport },
] as const;

/** Papers one goes to without a record in hand, with the area of the navigation they stand in. */
export const papers = [{ area: "cash", object: "account", document: "statement" }] as const;

/** Actions that are asked for by a dialog of their own, where a list of inputs would not do. */
export const dialogs = [
  { object: "contract", action: "amend", load: async () => (await import("./cash/contract/AmendDialog.tsx")).AmendDialog },
  { object: "contract", action: "plan", load: async () => (await import("./cash/payment-plan/PlanDialog.tsx")).PlanDialog },
  { object: "quote", action: "accept", load: async () => (await import("./sales/quote/AcceptDialog.tsx")).AcceptDialog },
  { object: "lead", action: "convert", load: async () => (await import("./sales/lead/ConvertDialog.tsx")).ConvertDialog },
  ...[
    { object: "order", action: "deliver" },
    { object: "order", action: "takeBack" },
    { object: "contract", action: "makeOrder" },
    { object: "quote", action: "makeOrder" },
  ].map((one) => ({ ...one, load: async () => (await import("./cash/order/ChooseLinesDialog.tsx")).ChooseLinesDialog })),
  { object: "receipt", action: "allocate", load: async () => (await import("./cash/receipt/AllocateDialog.tsx")).AllocateDialog },
  {
    object: "receipt",
    action: "applyPrepayment",
    load: async () => (await import("./cash/receipt/AllocateDialog.tsx")).AllocateDialog,
  },
] as const;
