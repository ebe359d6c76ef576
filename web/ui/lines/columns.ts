import type { WireField } from "#engine/wire.ts";

const NUMBERS = new Set<WireField["type"]>(["integer", "number", "percent", "money", "price"]);
const WIDTHS: Partial<Record<WireField["type"], number>> = {
  integer: 72,
  number: 76,
  percent: 72,
  price: 104,
  money: 116,
  date: 128,
  choice: 88,
  boolean: 64,
  rollup: 96,
  reference: 144,
};

/** Typed as plain figures and set at the right. */
export function isNumber(field: WireField): boolean {
  return NUMBERS.has(field.type);
}

export function isRight(field: WireField): boolean {
  return isNumber(field) || field.type === "rollup";
}

/** How broad a column is at least. */
export function leastWidth(field: WireField): number {
  return WIDTHS[field.type] ?? 144;
}

/** Figures are as broad as they need to be; what room is left goes to words. */
export function takesRest(field: WireField): boolean {
  return ["reference", "text", "longText"].includes(field.type);
}
