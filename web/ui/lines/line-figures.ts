import Big from "big.js";
import { parseDecimal } from "#engine/fields/decimal.ts";
import { lineAmounts } from "#engine/fields/money.ts";
import type { WireField } from "#engine/wire.ts";
import type { LineRow } from "./line-rows.ts";

export type FigureFacts = { currency: string; pricesIncludeTax: boolean };

/**
 * What a line comes to while one types, by the formula that the lines of every document share. The server has the last word:
 * what it computes when the document is kept replaces this.
 */
export function withFigures(row: LineRow, fields: readonly WireField[], facts: FigureFacts): LineRow {
  const has = (name: string) => fields.some((field) => field.name === name);
  if (!has("quantity") || !has("price") || !has("amount")) return row;
  const { quantity, price, discount, taxRate } = row.values;
  const known = [quantity, price].map(parseDecimal);
  if (known.includes(null)) return { ...row, values: { ...row.values, net: null, tax: null, amount: null } };
  const amounts = lineAmounts({
    quantity,
    price,
    discount: orNought(discount),
    taxRate: has("taxRate") ? orNought(taxRate) : 0,
    ...facts,
  });
  return { ...row, values: { ...row.values, ...amounts } };
}

/** The sum of a column as far as its cells are amounts, without the lines that are offered aside. */
export function sumOfColumn(rows: readonly LineRow[], field: WireField, columns: readonly WireField[]): string {
  const aside = columns.filter(({ leavesOut }) => leavesOut);
  const counted = rows.filter((row) => !aside.some(({ key }) => row.values[key] === true));
  return counted.reduce((sum, row) => sum.plus(parseDecimal(row.values[field.key]) ?? 0), new Big(0)).toFixed();
}

function orNought(value: unknown): string {
  return parseDecimal(value)?.toFixed() ?? "0";
}
