import { createHash } from "node:crypto";
import type { ModelField, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { once } from "../model/once.ts";
import { quoted } from "../model/sql.ts";

/** `columns` is the index's SQL column list; `serves` names the query it is there for. */
export type IndexDefinition = {
  name: string;
  columns: string;
  include?: string;
  unique?: boolean;
  method?: "gin";
  where?: string;
  serves?: string;
};

/** Collation of names: Chinese by pinyin, the same on every machine with ICU. */
export const NAME_COLLATION = `collate "zh-x-icu"`;

const LIVE = "deleted_at is null";

/** The statement that makes an index unless it is there; `concurrently` locks nobody out and runs in no transaction. */
export function createIndexSql(index: IndexDefinition, table: string, schema: string, how: "concurrently" | "" = ""): string {
  const method = index.method ? `using ${index.method} ` : "";
  const include = index.include ? ` include (${index.include})` : "";
  const where = index.where ? ` where ${index.where}` : "";
  const unique = index.unique ? "unique " : "";
  return `create ${unique}index ${how} if not exists ${quoted(index.name)} on ${schema}.${quoted(table)} ${method}(${index.columns})${include}${where}`;
}

/**
 * The indexes an object's table carries. Each is in keyset order (key, then id) and one serves both directions: lists read
 * empty values in a second step, so "nulls last" needs no index of its own.
 */
export const indexesOf = once((object: ModelObject): IndexDefinition[] => [
  ...new Map(allIndexes(object).map((each) => [each.name, each])).values(),
]);

/** True when sorting by the field, or comparing it, walks an index. */
export function isIndexed(object: ModelObject, field: ModelField): boolean {
  if (field.name === "id") return true;
  if (field.columns.length === 0) return false;
  const key = keyColumn(field);
  return indexesOf(object).some(
    ({ columns, where }) => (where === LIVE || where === liveWith(field)) && (columns === key || columns.startsWith(`${key}, `)),
  );
}

/** True when each owner's records stand in the field's order in an index. */
export function isOrderedByOwner(object: ModelObject, field: ModelField): boolean {
  if (object.ownerField === undefined || field.columns.length === 0) return false;
  const start = `${sortColumn(fieldOf(object, object.ownerField))}, ${keyColumn(field)}, `;
  return indexesOf(object).some(({ columns, where }) => where === LIVE && columns.startsWith(start));
}

/** The SQL by which a field is compared and sorted; money by its amount in base currency. */
export function sortColumn(field: ModelField): string {
  const column = field.columns.at(-1);
  if (column === undefined) throw new Error(`${field.name} has no column to sort by`);
  return quoted(column.column);
}

/** Names sort by pinyin; codes, phones and choices sort by their bytes. */
export function isCollated(field: ModelField): boolean {
  return field.type === "text" && !field.system;
}

function allIndexes(object: ModelObject): IndexDefinition[] {
  const fields = [...object.fields.values()];
  return [
    {
      name: named(object, "external"),
      columns: "external_source, external_id",
      unique: true,
      where: `external_id is not null and ${LIVE}`,
      serves: "upserts and exchange",
    },
    {
      name: named(object, "deleted"),
      columns: `"deleted_at", "id"`,
      where: "deleted_at is not null",
      serves: "the recycle bin",
    },
    ...ownershipIndexes(object),
    ...fields.filter((field) => !field.ownership).flatMap((field) => fieldIndexes(object, field)),
    ...(object.indexes ?? []).map((index) => compositeIndex(object, index.fields, index.serves)),
  ];
}

function ownershipIndexes(object: ModelObject): IndexDefinition[] {
  if (object.ownerField === undefined) return [];
  const owner = sortColumn(fieldOf(object, object.ownerField));
  const { board } = object;
  const changed: IndexDefinition = {
    name: named(object, "owner_changed"),
    columns: `${owner}, "updated_at", "id"`,
    where: LIVE,
    serves: "what these people own, last changed first: own, reports and department scopes",
  };
  // What never changes is found by the order that its own index of owners states.
  const isFoundByOwner = object.permanent && object.indexes?.some(({ fields }) => fields[0] === object.ownerField);
  const indexes: IndexDefinition[] = [
    ...(isFoundByOwner ? [] : [changed]),
    {
      name: named(object, "ownerless"),
      columns: `"owner_department_id", "id"`,
      where: `${owner} is null and ${LIVE}`,
      serves: "ownerless records of a department",
    },
  ];
  if (board) {
    indexes.push({
      name: named(object, "board"),
      columns: `${owner}, ${sortColumn(fieldOf(object, board.by))}`,
      ...(board.sum ? { include: sortColumn(fieldOf(object, board.sum)) } : {}),
      where: LIVE,
      serves: "funnel and board sums without touching the table",
    });
  }
  return indexes;
}

function fieldIndexes(object: ModelObject, field: ModelField): IndexDefinition[] {
  if (field.columns.length === 0) return [];
  const key = keyColumn(field);
  const column = field.columns.at(-1)!.column;
  const sort: IndexDefinition = { name: named(object, `${column}_sort`), columns: `${key}, "id"`, where: LIVE };

  if (field.system) return field.indexed ? [sort] : [];
  if (field.unique || field.type === "autoNumber") {
    return [{ name: uniqueIndexOf(object, field), columns: key, unique: true, where: liveWith(field) }];
  }
  if (field.type === "multiChoice" && field.indexed) return [{ ...sort, columns: key, method: "gin" }];
  if (field.name === object.title && !field.internal) return [sort];
  if (field.type === "reference" || field.type === "anyReference") {
    const name = mayBeEmpty(field) ? named(object, `${column}_newest`) : sort.name;
    return [{ ...newestOf(field), name, where: liveWith(field) }];
  }
  if (isMovedByProcess(field)) return [{ ...sort, ...newestOf(field) }];
  return field.indexed ? [sort] : [];
}

function newestOf(field: ModelField): Pick<IndexDefinition, "columns" | "serves"> {
  return { columns: `${keyColumn(field)}, "created_at", "id"`, serves: `the records of one ${field.name}, newest first` };
}

/** The index that refuses a second record with the same value. */
export function uniqueIndexOf(object: ModelObject, field: ModelField): string {
  return named(object, `${field.columns.at(-1)!.column}_${mayBeEmpty(field) ? "distinct" : "unique"}`);
}

/** What is equal to something is not empty: records without a value cost such an index nothing. */
function liveWith(field: ModelField): string {
  return mayBeEmpty(field) ? `${sortColumn(field)} is not null and ${LIVE}` : LIVE;
}

function mayBeEmpty(field: ModelField): boolean {
  return !field.required && field.type !== "autoNumber";
}

/** Stages and states that people see: boards and lists ask for one of them, newest first. */
function isMovedByProcess(field: ModelField): boolean {
  return field.type === "choice" && !field.internal && (field.changedBy === "actions" || field.changedBy === "rules");
}

function compositeIndex(object: ModelObject, names: readonly string[], serves: string): IndexDefinition {
  const columns = names.map((name) => keyColumn(fieldOf(object, name)));
  return { name: named(object, names.map(snake).join("_")), columns: `${columns.join(", ")}, "id"`, where: LIVE, serves };
}

function keyColumn(field: ModelField): string {
  return isCollated(field) ? `${sortColumn(field)} ${NAME_COLLATION}` : sortColumn(field);
}

function fieldOf(object: ModelObject, name: string): ModelField {
  const field = object.fields.get(name);
  if (field === undefined) throw new Error(`${object.name}: an index names "${name}", which does not exist`);
  return field;
}

/** PostgreSQL cuts names at 63 bytes; a hash keeps long ones apart. */
function named(object: ModelObject, rest: string): string {
  const name = `${object.table}_${rest}`;
  if (name.length <= 60) return name;
  return `${name.slice(0, 51)}_${createHash("sha1").update(name).digest("hex").slice(0, 8)}`;
}
