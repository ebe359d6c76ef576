import Big from "big.js";
import { roundedMoney } from "./decimal.ts";

/** A line of a document: quantity × price less a discount in per cent, rounded half up to the currency's scale. */
export function lineAmount(quantity: string | number, price: string, discount: string | number, currency: string): string {
  const factor = new Big(100).minus(discount).div(100);
  return roundedMoney(new Big(quantity).times(price).times(factor), currency);
}

/** So many per cent of an amount, rounded half up to the currency's scale. */
export function shareOf(amount: string, percent: string | number, currency: string): string {
  return roundedMoney(new Big(amount).times(percent).div(100), currency);
}
