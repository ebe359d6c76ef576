import type { FieldDefinition } from "../object.ts";
import type { ModelColumn } from "./model.ts";
import { snake } from "./names.ts";

/** The typed columns that store a field. Money has a second one in base currency; links of `multiReference` have none here. */
export function columnsOf(name: string, field: FieldDefinition): ModelColumn[] {
  const column = (key: string, sqlType: string): ModelColumn => ({ key, column: snake(key), sqlType });

  switch (field.type) {
    case "integer":
      return [column(name, "bigint")];
    case "number":
      return [column(name, `numeric(20,${field.scale ?? 4})`)];
    case "percent":
      return [column(name, "numeric(9,4)")];
    case "money":
      return [column(name, "numeric(20,4)"), column(`${name}Base`, "numeric(20,4)")];
    case "price":
      return [column(name, "numeric(20,6)")];
    case "date":
      return [column(name, "date")];
    case "dateTime":
      return [column(name, "timestamptz")];
    case "boolean":
      return [column(name, "boolean")];
    case "multiChoice":
      return [column(name, "text[]")];
    case "address":
    case "json":
      return [column(name, "jsonb")];
    case "reference":
    case "file":
    case "image":
      return [column(`${name}Id`, "uuid")];
    case "multiReference":
    case "state":
    case "age":
    case "figure":
      return [];
    case "anyReference":
      return [column(`${name}Object`, "text"), column(`${name}Id`, "uuid")];
    case "rollup":
      return [column(name, rollupType(field))];
    default:
      return [column(name, "text")];
  }
}

/** Of a least or greatest value the type is that of the field it is taken from, which `compileModel` knows. */
function rollupType(field: FieldDefinition): string {
  return field.rollup?.kind === "sum" ? "numeric(20,4)" : "bigint";
}
