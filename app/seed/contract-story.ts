import { below, fraction, weighted } from "./chance.ts";

const DAY = 86_400_000;

/** What becomes of one contract: its lines, its instalments and the money that came, in cents. All of it follows from its number. */
export type ContractStory = {
  status: "draft" | "active" | "suspended" | "completed" | "terminated" | "void";
  signedAt: number;
  amount: number;
  lines: { quantity: number; price: number; amount: number; net: number }[];
  instalments: { amount: number; dueAt: number; received: number; lastAt: number }[];
  receipts: { at: number; amount: number; parts: { instalment: number; amount: number }[] }[];
};

export const LINES_EACH = 2;
export const INSTALMENTS_EACH = 3;

const TAX = 13;
const DUE_AFTER_DAYS = [15, 100, 220] as const;

export function contractStory(index: number, madeAt: number, until: number): ContractStory {
  const signedAt = madeAt + (1 + below(10, 700, index)) * DAY;
  const lines = [0, 1].map((line) => lineStory(index * LINES_EACH + line));
  const amount = lines.reduce((sum, line) => sum + line.amount, 0);
  const began = beginning(index, signedAt, until);
  const story: ContractStory = {
    status: began,
    signedAt,
    amount,
    lines,
    instalments: instalmentsOf(amount, signedAt),
    receipts: [],
  };
  if (began !== "draft" && began !== "void") pay(story, index, until);
  const isPaid = story.instalments.every(({ amount: due, received }) => due === received);
  return isPaid && began === "active" ? { ...story, status: "completed" } : story;
}

function lineStory(line: number): ContractStory["lines"][number] {
  const quantity = 1 + below(20, 701, line);
  const price = (50 + below(40_000, 702, line)) * 100 + below(100, 703, line);
  const amount = quantity * price;
  return { quantity, price, amount, net: Math.floor((amount * 200 + 100 + TAX) / (2 * (100 + TAX))) };
}

function beginning(index: number, signedAt: number, until: number): "draft" | "active" | "suspended" | "terminated" | "void" {
  if (signedAt > until) return "draft";
  return weighted(
    [
      ["active", 91],
      ["draft", 2],
      ["suspended", 2],
      ["terminated", 3],
      ["void", 2],
    ] as const,
    704,
    index,
  );
}

function instalmentsOf(amount: number, signedAt: number): ContractStory["instalments"] {
  const [first, second] = [Math.round(amount * 0.3), Math.round(amount * 0.4)];
  return [first, second, amount - first - second].map((part, i) => ({
    amount: part,
    dueAt: signedAt + DUE_AFTER_DAYS[i]! * DAY,
    received: 0,
    lastAt: 0,
  }));
}

/** Money comes around the day it is due, more surely the longer ago that was; now and then in two parts, or for two instalments. */
function pay(story: ContractStory, index: number, until: number): void {
  const { instalments, signedAt, status } = story;
  const payable = status === "terminated" ? 1 : instalments.length;
  const isTogether = status !== "terminated" && fraction(710, index) < 0.03;
  for (let i = 0; i < payable; i++) {
    const key = index * INSTALMENTS_EACH + i;
    const { dueAt, amount } = instalments[i]!;
    if (!hasCome(dueAt, until, key)) return;
    const at = Math.min(Math.max(dueAt + (below(40, 711, key) - 8) * DAY, signedAt + DAY), until - DAY);
    if (isTogether && i === 1) {
      take(
        story,
        at,
        [1, 2],
        instalments.slice(1).map((each) => each.amount),
      );
      return;
    }
    const half = Math.round(amount / 2);
    const way = fraction(712, key);
    if (way < 0.05) {
      take(story, at, [i], [half]);
      take(story, Math.min(at + 9 * DAY, until - DAY), [i], [amount - half]);
    } else if (way < 0.09) take(story, at, [i], [half]);
    else take(story, at, [i], [amount]);
  }
}

function hasCome(dueAt: number, until: number, key: number): boolean {
  const late = (until - dueAt) / DAY;
  if (late < 0) return false;
  return fraction(713, key) < (late > 90 ? 0.97 : late > 30 ? 0.85 : 0.55);
}

function take(story: ContractStory, at: number, instalments: readonly number[], amounts: readonly number[]): void {
  const parts = instalments.map((instalment, i) => ({ instalment, amount: amounts[i]! }));
  for (const { instalment, amount } of parts) {
    const owed = story.instalments[instalment]!;
    owed.received += amount;
    owed.lastAt = Math.max(owed.lastAt, at);
  }
  story.receipts.push({ at, amount: parts.reduce((sum, part) => sum + part.amount, 0), parts });
}
