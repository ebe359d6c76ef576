import type Big from "big.js";
import type { ModelField } from "../model/model.ts";
import { parseDecimal, parseDecimalText, rounded, trimmed } from "./decimal.ts";
import { type FieldKind, ok, type Parsed, wrong } from "./kind.ts";

const SAFE = Number.MAX_SAFE_INTEGER;

export const integerKind: FieldKind = {
  parse: (value, field) => integerOf(parseDecimal(value), field),
  parseText: (text, field) => integerOf(parseDecimalText(text), field),
  schema: (field) => ({ type: "integer", ...bounds(field) }),
};

export const numberKind: FieldKind = {
  parse: (value, field) => numberOf(parseDecimal(value), field, field.scale ?? 4, 1e14),
  parseText: (text, field) => numberOf(parseDecimalText(text), field, field.scale ?? 4, 1e14),
  schema: (field) => ({ type: "number", ...bounds(field) }),
  read: Number,
};

/** 12.5 means 12.5 %. A file's `12.5%` is that too, and so is its `0.125` when the cell was formatted as a percentage. */
export const percentKind: FieldKind = {
  parse: (value, field) => numberOf(parseDecimal(value), field, 4, 1e5),
  parseText: (text, field) => numberOf(parseDecimalText(text.normalize("NFKC").replace(/%$/, "")), field, 4, 1e5),
  schema: (field) => ({ type: "number", ...bounds(field) }),
  read: Number,
};

/** Decimal string. Rounding to the currency's scale waits until the whole record, and so its currency, is known. */
export const moneyKind: FieldKind = {
  parse: (value, field) => decimalOf(parseDecimal(amountOf(value)), field, 4),
  parseText: (text, field) => decimalOf(parseDecimalText(text), field, 4),
  schema: () => ({ type: "string", format: "decimal" }),
};

/** Unit prices and rates: six digits, not rounded to the currency. */
export const priceKind: FieldKind = {
  parse: (value, field) => decimalOf(parseDecimal(amountOf(value)), field, 6),
  parseText: (text, field) => decimalOf(parseDecimalText(text), field, 6),
  schema: () => ({ type: "string", format: "decimal" }),
  read: trimmed,
};

/** The amount of `"12.30"` or of `{amount, currency}`; the currency is the record's and is read with it. */
function amountOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "amount" in value ? value.amount : value;
}

function integerOf(value: Big | null, field: ModelField): Parsed {
  if (value === null || !value.round(0, 0).eq(value) || value.abs().gt(SAFE)) return wrong("invalid.integer");
  return within(value, field, value.toNumber());
}

/** `limit` is what the column holds. */
function numberOf(value: Big | null, field: ModelField, scale: number, limit: number): Parsed {
  if (value === null) return wrong("invalid.number");
  if (value.abs().gte(limit)) return wrong("invalid.too_large", { max: limit });
  return within(value, field, Number(rounded(value, scale)));
}

function decimalOf(value: Big | null, field: ModelField, scale: number): Parsed {
  if (value === null) return wrong("invalid.money");
  if (value.abs().gte(1e13)) return wrong("invalid.too_large", { max: "9999999999999" });
  return within(value, field, trimmed(rounded(value, scale)));
}

function within(value: Big, field: ModelField, result: unknown): Parsed {
  if (field.min !== undefined && value.lt(field.min)) return wrong("invalid.too_small", { min: field.min });
  if (field.max !== undefined && value.gt(field.max)) return wrong("invalid.too_large", { max: field.max });
  return ok(result);
}

function bounds(field: ModelField): { minimum?: number; maximum?: number } {
  return {
    ...(field.min === undefined ? {} : { minimum: field.min }),
    ...(field.max === undefined ? {} : { maximum: field.max }),
  };
}
