import type { FileRow } from "#engine/import/file-row.ts";

/** A bank's file tells of what went out as well: that is nobody's receipt. */
export function passOverOutgoing({ mapped, named }: FileRow): string | null {
  const amount = figureOf(mapped("amount"));
  const isPaidOut = OUT.has(named("direction").normalize("NFKC").toLowerCase()) || amount < 0;
  return isPaidOut || (amount === 0 && figureOf(named("paidOut")) > 0) ? "receipt.paid_out" : null;
}

/** In a bank's books what leaves the account is a debit. */
const OUT: ReadonlySet<string> = new Set([
  "借",
  "借方",
  "支",
  "支出",
  "付",
  "付款",
  "出",
  "转出",
  "往账",
  "d",
  "dr",
  "debit",
  "out",
]);

/** Only its sign counts, so it is no money yet. */
function figureOf(text: string): number {
  const plain = text.normalize("NFKC").replace(/[,\s¥元]/g, "");
  const isBracketed = /^\(.+\)$/.test(plain);
  const figure = Number(plain.replace(/[()]/g, ""));
  return Number.isFinite(figure) ? (isBracketed ? -figure : figure) : 0;
}
