import type { ModelField } from "../model/model.ts";

type Stated = Record<string, any>;

/** The currency of an amount: the record's, one that other fields of the record state, or the company's own. */
export function currencyOf(field: ModelField, record: Stated, company: { currency: string }): string {
  if (field.in === "base") return company.currency;
  return record[field.in?.currency ?? "currency"] ?? company.currency;
}

/** What one unit of that currency is worth in the company's own. */
export function rateOf(field: ModelField, record: Stated): string {
  if (field.in === "base") return "1";
  return record[field.in?.rate ?? "rate"] ?? "1";
}
