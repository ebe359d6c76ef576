import type { WireField, WireObject } from "#engine/wire.ts";
import { fieldsOf } from "../data/model.ts";

/** Amounts in another currency than the company's are worth something only at a rate. */
export function needsRate(object: WireObject, currency: unknown, own: string): boolean {
  return typeof currency === "string" && currency !== own && object.fields.some(({ type }) => type === "money");
}

/** The fields with the rate beside the currency. */
export function withRate(object: WireObject, fields: readonly WireField[]): WireField[] {
  const rates = fieldsOf(object, ["rate"]).map((rate) => ({ ...rate, required: !rate.readOnly }));
  return fields.flatMap((field) => (field.name === "currency" ? [field, ...rates] : [field]));
}
