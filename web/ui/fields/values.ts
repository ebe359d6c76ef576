import type { WireField, WireRecord, WireReference } from "#engine/wire.ts";

/** The value of a field in the form the API takes it: references by id, money by its amount. */
export function inputValue(field: WireField, record: WireRecord): any {
  const value = record[field.name];
  if (value === null || value === undefined) return null;
  switch (field.type) {
    case "reference":
    case "file":
    case "image":
      return value.id ?? null;
    case "multiReference":
      return (value as WireReference[]).map((one) => one.id);
    case "anyReference":
      return { object: value.object, id: value.id };
    case "money":
    case "price":
      return typeof value === "object" ? value.amount : value;
    default:
      return value;
  }
}

/** Names of what is referenced, for pickers that would otherwise show an id. */
export function knownOf(field: WireField, record: WireRecord): WireReference | WireReference[] | null {
  const isReference = ["reference", "multiReference", "anyReference", "file", "image"].includes(field.type);
  return isReference ? (record[field.name] ?? null) : null;
}

/** Spreads a reference to any of several objects into the two keys it is written by. */
export function writtenValues(fields: readonly WireField[], values: Record<string, any>): Record<string, unknown> {
  const written: Record<string, unknown> = { ...values };
  for (const field of fields) {
    if (field.type !== "anyReference" || !(field.key in values)) continue;
    const value = values[field.key];
    written[field.key] = value?.id ?? null;
    written[`${field.name}Object`] = value?.id ? value.object : null;
  }
  return written;
}
