import Big from "big.js";
import { currencyScale, digitsOf, ofUnits, rounded, roundedMoney, trimmed, unitsOf } from "./decimal.ts";

/** An amount as it is written down by itself, never a float: no more digits than a money field holds. */
export const AMOUNT_PATTERN = "^\\d{1,13}(\\.\\d{1,4})?$";

/** A line of a document: quantity × price less a discount in per cent, rounded half up to the currency's scale. */
export function lineAmount(quantity: string | number, price: string, discount: string | number, currency: string): string {
  const factor = new Big(100).minus(discount).div(100);
  return roundedMoney(new Big(quantity).times(price).times(factor), currency);
}

/** So many per cent of an amount, rounded half up to the currency's scale. */
export function shareOf(amount: string, percent: string | number, currency: string): string {
  return roundedMoney(new Big(amount).times(percent).div(100), currency);
}

export type Line = {
  quantity: string | number;
  price: string;
  discount: string | number;
  taxRate: string | number;
  pricesIncludeTax: boolean;
  currency: string;
};

/** What a line comes to without tax, the tax and with tax: the stated side is rounded first, the tax is what lies between. */
export function lineAmounts(line: Line): { net: string; tax: string; amount: string } {
  const { quantity, price, discount, taxRate, pricesIncludeTax, currency } = line;
  const stated = lineAmount(quantity, price, discount, currency);
  if (pricesIncludeTax) {
    const tax = includedTax(stated, taxRate, currency);
    return { net: roundedMoney(new Big(stated).minus(tax), currency), tax, amount: stated };
  }
  const tax = shareOf(stated, taxRate, currency);
  return { net: stated, tax, amount: roundedMoney(new Big(stated).plus(tax), currency) };
}

/** The part of an amount that belongs to part of a quantity; to the whole quantity belongs the whole amount, to the cent. */
export function partOf(amount: string, part: string | number, whole: string | number, currency: string): string {
  if (new Big(whole).eq(0)) return roundedMoney(0, currency);
  return roundedMoney(new Big(amount).times(part).div(whole), currency);
}

/** How many per cent of the whole a part is, to two digits; null where there is no whole. */
export function percentOf(part: string, whole: string): number | null {
  return new Big(whole).eq(0) ? null : Number(rounded(new Big(part).times(100).div(whole), 2));
}

/** Exact sum of decimal amounts. */
export function plus(...amounts: readonly (string | null)[]): string {
  const scale = finestOf(amounts);
  let units = 0n;
  for (const amount of amounts) units += unitsOf(amount ?? "0", scale);
  return trimmed(ofUnits(units, scale));
}

/** An amount less others, exactly; what is null counts as nothing. */
export function minus(amount: string | null, ...less: readonly (string | null)[]): string {
  const scale = finestOf([amount, ...less]);
  let units = unitsOf(amount ?? "0", scale);
  for (const each of less) units -= unitsOf(each ?? "0", scale);
  return trimmed(ofUnits(units, scale));
}

/** The digits after the point that hold every one of the amounts. */
function finestOf(amounts: readonly (string | null)[]): number {
  let finest = 0;
  for (const amount of amounts) {
    const text = String(amount ?? "0");
    finest = Math.max(finest, digitsOf(text) ?? digitsOf(new Big(text).toFixed())!);
  }
  return finest;
}

/** The same amount with the other sign. */
export function negated(amount: string): string {
  return minus("0", amount);
}

/** Compares amounts as numbers, never as text; null is nothing. */
export function isMore(amount: string | null, than: string | null): boolean {
  if (amount === than) return false;
  // What rules ask most: whether there is anything at all.
  const [left, right] = [String(amount ?? "0"), String(than ?? "0")];
  if (right === "0") return !left.startsWith("-") && /[1-9]/.test(left);
  const scale = finestOf([left, right]);
  return unitsOf(left, scale) > unitsOf(right, scale);
}

/** Whether an amount has digits that its currency knows nothing of: half a cent, a tenth of a yen. */
export function isTooFine(amount: string, currency: string): boolean {
  return !new Big(amount).eq(roundedMoney(amount, currency));
}

/** The smaller of two amounts. */
export function lesser(a: string, b: string): string {
  return isMore(a, b) ? b : a;
}

/** The larger of two amounts. */
export function greater(a: string, b: string): string {
  return isMore(b, a) ? b : a;
}

/** An amount at a rate, rounded half up to the currency it is then in. */
export function exchanged(amount: string, rate: string | number, currency: string): string {
  return roundedMoney(String(rate) === "1" ? amount : new Big(amount).times(rate), currency);
}

/** What an amount at a rate is worth in another currency at its rate. */
export function exchangedFor(amount: string, rate: string, currency: string, otherRate: string): string {
  return roundedMoney(new Big(amount).times(rate).div(otherRate), currency);
}

/** An amount in so many per cent each; the last takes what rounding leaves, when they are the whole. */
export function sharesOf(amount: string, percents: readonly (string | number)[], currency: string): string[] {
  const shares = percents.map((percent) => shareOf(amount, percent, currency));
  const isWhole = percents.reduce<Big>((sum, percent) => sum.plus(percent), new Big(0)).eq(100);
  if (!isWhole || shares.length === 0) return shares;
  return [...shares.slice(0, -1), roundedMoney(minus(amount, ...shares.slice(0, -1)), currency)];
}

/** An amount in equal parts, none below nothing; the last takes what rounding leaves. */
export function equalParts(amount: string, count: number, currency: string): string[] {
  const nearest = new Big(roundedMoney(new Big(amount).div(count), currency));
  // Many parts rounded up leave nothing for the last, or less.
  const isTooMuch = nearest.times(count - 1).gte(amount);
  const part = isTooMuch ? new Big(amount).div(count).round(currencyScale(currency), Big.roundDown) : nearest;
  const last = new Big(amount).minus(part.times(count - 1));
  return [...Array<Big>(count - 1).fill(part), last].map((each) => roundedMoney(each, currency));
}

/** The tax that a gross amount contains at a rate in per cent. */
export function includedTax(amount: string, taxRate: string | number, currency: string): string {
  const net = roundedMoney(new Big(amount).div(new Big(taxRate).div(100).plus(1)), currency);
  return roundedMoney(new Big(amount).minus(net), currency);
}
