import type { FieldType, Operator } from "../object.ts";

const EMPTINESS = ["isEmpty", "isNotEmpty"] as const;
const TEXT = ["eq", "ne", "in", "notIn", "contains", "startsWith", ...EMPTINESS] as const;
const ORDERED = ["eq", "ne", "lt", "lte", "gt", "gte", "between", "in", "notIn", ...EMPTINESS] as const;
const DATED = ["eq", "ne", "lt", "lte", "gt", "gte", "between", "within", ...EMPTINESS] as const;
const CHOSEN = ["eq", "ne", "in", "notIn", ...EMPTINESS] as const;
const SETS = ["hasAny", "hasAll", ...EMPTINESS] as const;

const OPERATORS: Readonly<Record<FieldType, readonly Operator[]>> = {
  text: TEXT,
  longText: ["contains", ...EMPTINESS],
  richText: ["contains", ...EMPTINESS],
  integer: ORDERED,
  number: ORDERED,
  percent: ORDERED,
  money: ORDERED,
  price: ORDERED,
  rollup: ORDERED,
  date: DATED,
  dateTime: DATED,
  boolean: CHOSEN,
  choice: CHOSEN,
  multiChoice: SETS,
  phone: TEXT,
  email: TEXT,
  url: TEXT,
  autoNumber: TEXT,
  address: ["contains", ...EMPTINESS],
  reference: CHOSEN,
  multiReference: SETS,
  anyReference: CHOSEN,
  file: EMPTINESS,
  image: EMPTINESS,
  json: EMPTINESS,
};

/** The filter operators a field type takes. */
export function operatorsOf(type: FieldType): readonly Operator[] {
  return OPERATORS[type];
}

const UNSORTED: ReadonlySet<FieldType> = new Set([
  "longText",
  "richText",
  "multiChoice",
  "multiReference",
  "anyReference",
  "address",
  "file",
  "image",
  "json",
]);

/** Whether a list may be sorted by fields of the type. */
export function isSortable(type: FieldType): boolean {
  return !UNSORTED.has(type);
}
