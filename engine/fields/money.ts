import Big from "big.js";

/** A line of a document: quantity × price less a discount in per cent, rounded half up to the currency's scale. */
export function lineAmount(quantity: string | number, price: string, discount: string | number, currency: string): string {
  const factor = new Big(100).minus(discount).div(100);
  return new Big(quantity).times(price).times(factor).toFixed(scaleOf(currency), Big.roundHalfUp);
}

/** So many per cent of an amount, rounded half up to the currency's scale. */
export function shareOf(amount: string, percent: string | number, currency: string): string {
  return new Big(amount).times(percent).div(100).toFixed(scaleOf(currency), Big.roundHalfUp);
}

function scaleOf(currency: string): number {
  if (currency === "") return 2;
  return new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
