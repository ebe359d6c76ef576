import type { Operator } from "../object.ts";
import type { ModelField } from "./model.ts";

/** How a field is compared: what its SQL type and its meaning allow. */
export type Comparison =
  | "text"
  | "prose"
  | "address"
  | "choice"
  | "choices"
  | "integer"
  | "decimal"
  | "date"
  | "dateTime"
  | "boolean"
  | "reference"
  | "references"
  | "state"
  | "age"
  | "figure"
  | "opaque";

const OPERATORS: Record<Comparison, readonly Operator[]> = {
  text: ["eq", "ne", "in", "notIn", "contains", "startsWith", "isEmpty", "isNotEmpty"],
  prose: ["contains", "isEmpty", "isNotEmpty"],
  address: ["contains", "isEmpty", "isNotEmpty"],
  choice: ["eq", "ne", "in", "notIn", "isEmpty", "isNotEmpty"],
  choices: ["hasAny", "hasAll", "isEmpty", "isNotEmpty"],
  integer: ["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between", "isEmpty", "isNotEmpty"],
  decimal: ["eq", "ne", "in", "notIn", "lt", "lte", "gt", "gte", "between", "isEmpty", "isNotEmpty"],
  date: ["eq", "ne", "lt", "lte", "gt", "gte", "between", "within", "isEmpty", "isNotEmpty"],
  dateTime: ["eq", "ne", "lt", "lte", "gt", "gte", "between", "within", "isEmpty", "isNotEmpty"],
  boolean: ["eq", "ne", "isEmpty", "isNotEmpty"],
  reference: ["eq", "ne", "in", "notIn", "isEmpty", "isNotEmpty"],
  references: ["hasAny", "hasAll", "isEmpty", "isNotEmpty"],
  state: ["eq", "ne", "in", "notIn", "isEmpty", "isNotEmpty"],
  age: ["eq", "ne", "lt", "lte", "gt", "gte", "between", "isEmpty", "isNotEmpty"],
  figure: [],
  opaque: ["isEmpty", "isNotEmpty"],
};

/** The operators a filter may use on the field. */
export function operatorsOf(field: ModelField): readonly Operator[] {
  return OPERATORS[comparisonOf(field)];
}

/** True when lists can be ordered by the field. */
export function isSortable(field: ModelField): boolean {
  return SORTED.has(comparisonOf(field)) || field.name === "id";
}

const SORTED: ReadonlySet<Comparison> = new Set(["text", "choice", "integer", "decimal", "date", "dateTime", "boolean"]);

/** What depends on today has no column: it is worked out from the record's other fields whenever it is asked for. */
export function isUnstored(field: Pick<ModelField, "type">): boolean {
  return field.type === "state" || field.type === "age";
}

/** How values of a field compare, from its type or else its column's: filters, sorting and grouping go by it. */
export function comparisonOf(field: ModelField): Comparison {
  if (field.type === "multiReference") return "references";
  if (field.type === "choice" || field.type === "address") return field.type;
  if (field.type === "state" || field.type === "age" || field.type === "figure") return field.type;
  if (field.type === "longText" || field.type === "richText") return "prose";
  const sqlType = field.columns.at(-1)?.sqlType ?? "";
  if (sqlType.startsWith("numeric")) return "decimal";
  return BY_SQL_TYPE[sqlType] ?? "text";
}

const BY_SQL_TYPE: Record<string, Comparison> = {
  bigint: "integer",
  integer: "integer",
  date: "date",
  timestamptz: "dateTime",
  boolean: "boolean",
  "text[]": "choices",
  jsonb: "opaque",
  uuid: "reference",
};
