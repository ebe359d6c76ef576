import Big from "big.js";

/** Decimals are compared, added and rounded here and in PostgreSQL, never as floating point. */
export const HALF_UP = Big.roundHalfUp;

// ISO 4217 minor units that are not two.
const SCALES: Readonly<Record<string, number>> = {
  ...{ BIF: 0, CLP: 0, DJF: 0, GNF: 0, ISK: 0, JPY: 0, KMF: 0, KRW: 0, PYG: 0, RWF: 0, UGX: 0, UYI: 0, VND: 0, VUV: 0, XAF: 0 },
  ...{ XOF: 0, XPF: 0, BHD: 3, IQD: 3, JOD: 3, KWD: 3, LYD: 3, OMR: 3, TND: 3, CLF: 4, UYW: 4 },
};

/** Digits after the point of a currency, by ISO 4217. */
export function currencyScale(currency: string): number {
  return SCALES[currency] ?? 2;
}

/** Rounds half up to a fixed number of digits: `12.345` → `12.35`. */
export function rounded(value: string | number | Big, scale: number): string {
  if (value instanceof Big) return value.toFixed(scale, HALF_UP);
  return typeof value === "string" && isAtScale(value, scale) ? value : ofUnits(unitsOf(value, scale), scale);
}

const PLAIN = /^(?:-?[1-9]\d*|0)(?:\.\d+)?$/;

/** Most amounts that are rounded have been before: they are written down as they would be again. */
function isAtScale(value: string, scale: number): boolean {
  const point = value.indexOf(".");
  return (point === -1 ? scale === 0 : value.length - point - 1 === scale && scale > 0) && PLAIN.test(value);
}

/**
 * A decimal in whole units of its last digit, at `scale` digits rounded half up: `1.5` at 2 is 150. Sums of them are exact, and make no
 * object of every number.
 */
export function unitsOf(value: string | number, scale: number): bigint {
  const text = String(value);
  const digits = digitsOf(text);
  if (digits === null || digits > scale) return unitsOf(new Big(text).toFixed(scale, HALF_UP), scale);
  if (digits === 0) return BigInt(text) * 10n ** BigInt(scale);
  // A float holds so few digits with room to spare: rounding gives back the very number, and no strings are made for it.
  if (text.length - digits + scale <= 16) return BigInt(Math.round(Number(text) * 10 ** scale));
  const point = text.length - digits - 1;
  return BigInt(text.slice(0, point) + text.slice(point + 1).padEnd(scale, "0"));
}

/** The decimal of so many units at `scale` digits. */
export function ofUnits(units: bigint, scale: number): string {
  if (scale === 0) return units.toString();
  const sign = units < 0n ? "-" : "";
  const text = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** How many digits follow the point; null for a number written otherwise than digit by digit. */
export function digitsOf(text: string): number | null {
  if (!/^-?\d+(?:\.\d+)?$/.test(text)) return null;
  const point = text.indexOf(".");
  return point === -1 ? 0 : text.length - point - 1;
}

/** Rounds an amount to its currency's scale. */
export function roundedMoney(value: string | number | Big, currency: string): string {
  return rounded(value, currencyScale(currency));
}

/** Drops what a numeric column pads: `12.300000` → `12.3`. */
export function trimmed(value: string): string {
  return value.includes(".") ? value.replace(/\.?0+$/, "") : value;
}

/** Reads a decimal as people and files write it; null when it is none. */
export function parseDecimal(value: unknown): Big | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const plain = String(value).trim();
  // Exponents are how JSON prints very small and large numbers; a person does not write them, and a cell of 1e400 is no amount.
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i.test(plain)) return null;
  return new Big(
    plain
      .replace(/^\+/, "")
      .replace(/^(-?)\./, "$10.")
      .replace(/\.(?=e|$)/i, ""),
  );
}

/** A number as files write it: thousand separators, currency signs, full-width digits, 万 and 亿, brackets for negatives. */
export function parseDecimalText(text: string): Big | null {
  let plain = text.normalize("NFKC").replace(/[\s,'_]/g, "");
  const negative = /^\(.*\)$/.test(plain);
  if (negative) plain = plain.slice(1, -1);
  plain = plain.replace(/^([+-]?)(CNY|RMB|USD|EUR|HKD|JPY|[¥$€£])/i, "$1").replace(/(元整?|CNY|RMB|USD|EUR|HKD|JPY)$/i, "");
  const unit = plain.endsWith("万") ? 10_000 : plain.endsWith("亿") ? 100_000_000 : 1;
  const value = parseDecimal(unit === 1 ? plain : plain.slice(0, -1));
  if (value === null) return null;
  return negative ? value.times(unit).times(-1) : value.times(unit);
}
