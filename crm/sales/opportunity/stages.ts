import type { ChoiceOption } from "#engine/object.ts";

/** Two ways to sell: the short one for goods off the shelf, the project one for bids and made-to-order work. */
export const STAGES = [
  { value: "research", kind: "open", types: ["short"], probability: 10, tone: "progress" },
  { value: "trial", kind: "open", types: ["short"], probability: 50, tone: "progress" },
  { value: "negotiation", kind: "open", types: ["short"], probability: 70, tone: "progress" },
  { value: "submitted", kind: "open", types: ["project"], probability: 5, tone: "progress" },
  { value: "identified", kind: "open", types: ["project"], probability: 10, tone: "progress" },
  { value: "analysis", kind: "open", types: ["project"], probability: 20, tone: "progress" },
  { value: "design", kind: "open", types: ["project"], probability: 40, tone: "progress" },
  { value: "review", kind: "open", types: ["project"], probability: 50, tone: "progress" },
  { value: "bidding", kind: "open", types: ["project"], probability: 60, tone: "progress" },
  { value: "signing", kind: "open", types: ["project"], probability: 90, tone: "progress" },
  { value: "won", kind: "won", probability: 100, tone: "success" },
  { value: "lost", kind: "lost", probability: 0, tone: "danger" },
] as const satisfies readonly ChoiceOption[];

const DROP_ON = { open: "moveTo", won: "win", lost: "lose" } as const;

/** Dropping a card on a column asks for what that stage needs. */
export const DROP_ACTIONS: Readonly<Record<string, string>> = Object.fromEntries(
  STAGES.map(({ value, kind }) => [value, DROP_ON[kind]]),
);
