import type { ModelField, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { quoted } from "../model/sql.ts";

/** `columns` is the index's SQL column list; `serves` names the query an unobvious one is there for. */
export type IndexDefinition = {
  name: string;
  columns: string;
  unique?: boolean;
  method?: "gin";
  where?: string;
  serves?: string;
};

export function createIndexSql(index: IndexDefinition, table: string, schema: string, how: "concurrently" | "" = ""): string {
  const method = index.method ? `using ${index.method} ` : "";
  const where = index.where ? ` where ${index.where}` : "";
  const unique = index.unique ? "unique " : "";
  return `create ${unique}index ${how} if not exists ${quoted(index.name)} on ${schema}.${quoted(table)} ${method}(${index.columns})${where}`;
}

const LIVE = "deleted_at is null";

/** The indexes an object's table carries: what its lists sort by, its references, its unique fields. */
export function indexesOf(object: ModelObject): IndexDefinition[] {
  const fields = [...object.fields.values()];
  return [
    {
      name: `${object.table}_external`,
      columns: "external_source, external_id",
      unique: true,
      where: `external_id is not null and ${LIVE}`,
    },
    ...fields.flatMap((field) => fieldIndexes(object, field)),
    ...(object.indexes ?? []).map((index) => ({
      name: `${object.table}_${index.fields.map(snake).join("_")}`.slice(0, 60),
      columns: index.fields.map((name) => quoted(object.fields.get(name)!.columns[0]!.column)).join(", "),
      where: LIVE,
      serves: index.serves,
    })),
  ];
}

function fieldIndexes(object: ModelObject, field: ModelField): IndexDefinition[] {
  const column = field.columns.at(-1)?.column;
  if (column === undefined || field.system) return field.indexed && column ? [sortIndex(object, column)] : [];
  if (field.unique || field.type === "autoNumber") {
    return [{ name: `${object.table}_${column}_unique`, columns: quoted(column), unique: true, where: LIVE }];
  }
  if (field.type === "reference" || field.type === "anyReference" || field.indexed) return [sortIndex(object, column)];
  return [];
}

function sortIndex(object: ModelObject, column: string): IndexDefinition {
  return { name: `${object.table}_${column}_sort`, columns: `${quoted(column)}, id`, where: LIVE };
}
