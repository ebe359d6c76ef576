import { isMore, minus, plus } from "#engine/fields/money.ts";
import type { WireRecord } from "#engine/wire.ts";

/** A line of which so much may still be taken; `chosen` is what is taken unless somebody says otherwise. */
export type Choosable = { id: string; name: string; unit: unknown; whole: string; left: string; chosen: string };

type LeftOf = { left(line: WireRecord, document: WireRecord): string; startsWith: "all" | "nothing" };

const number = (value: unknown) => String(value ?? 0);
const stillToOrder: LeftOf = {
  startsWith: "all",
  left: ({ isOptional, quantity, contracted, ordered }) =>
    isOptional ? "0" : minus(number(quantity), plus(number(contracted), number(ordered))),
};

/** What of a line each verb may take, by object and verb. */
const RULES: Readonly<Record<string, Readonly<Record<string, LeftOf>>>> = {
  order: {
    deliver: { startsWith: "all", left: (line) => number(line.remaining) },
    takeBack: { startsWith: "nothing", left: (line) => minus(number(line.delivered), number(line.returned)) },
  },
  quote: { makeOrder: stillToOrder },
  contract: {
    makeOrder: {
      startsWith: "all",
      // A framework says on what terms is bought, not how much.
      left: (line, { recordType }) =>
        recordType === "framework" ? number(line.quantity) : minus(number(line.quantity), number(line.ordered)),
    },
  },
};

/** The lines of which something is left, as the verb would take them. */
export function choosableLines(object: string, verb: string, document: WireRecord): Choosable[] {
  const { left: leftOf, startsWith } = RULES[object]![verb]!;
  return (document.lines ?? []).flatMap((line) => {
    const left = leftOf(line, document);
    if (!isMore(left, "0")) return [];
    const { id, unit } = line;
    return [{ id, unit, name: String(line.name), whole: number(line.quantity), left, chosen: startsWith === "all" ? left : "" }];
  });
}

/** What is chosen as the action takes it. */
export function chosenLines(lines: readonly Choosable[]): { lineId: string; quantity: number }[] {
  return lines
    .filter(({ chosen }) => isQuantity(chosen) && isMore(chosen, "0"))
    .map(({ id, chosen }) => ({ lineId: id, quantity: Number(chosen) }));
}

/** What is wrong with a quantity while it is typed. */
export function problemOf({ chosen, left }: Choosable): "not_number" | "too_much" | null {
  if (chosen === "") return null;
  if (!isQuantity(chosen)) return "not_number";
  return isMore(chosen, left) ? "too_much" : null;
}

function isQuantity(text: string): boolean {
  return /^\d{1,10}(\.\d{1,4})?$/.test(text);
}
