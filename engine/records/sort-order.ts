import sql, { raw, type Sql } from "sql-template-tag";
import type { Access } from "../access/access.ts";
import { AppError } from "../errors.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { isSortable } from "../model/operators.ts";
import { ident } from "../model/sql.ts";
import { isCollated, isIndexed, NAME_COLLATION } from "../schema/indexes.ts";
import { fieldNamed } from "./filter.ts";

/** One key and the id, in the same direction. */
export type SortOrder = {
  field: ModelField;
  isDescending: boolean;
  isIndexed: boolean;
  /** Empty values come last, in a step of their own. */
  mayBeEmpty: boolean;
  /** The key over an alias, and a value of it from a cursor, in the type and collation of the index. */
  key(alias: string): Sql;
  value(text: string): Sql;
};

const NEVER_EMPTY: ReadonlySet<string> = new Set(["id", "createdAt", "updatedAt", "version"]);

/** Reads `amount` or `-amount`. Newest first when nothing is asked for. */
export function sortOrder(object: ModelObject, sort: string | undefined, access: Access | null): SortOrder {
  const asked = sort === undefined || sort === "" ? "-createdAt" : sort;
  const isDescending = asked.startsWith("-");
  const name = isDescending ? asked.slice(1) : asked;
  const field = fieldNamed(object, name, access);
  if (!isSortable(field)) throw new AppError("query.bad_sort", { params: { field: name } });

  const { column, sqlType } = field.columns.at(-1)!;
  const collation = isCollated(field) ? raw(` ${NAME_COLLATION}`) : raw("");
  return {
    field,
    isDescending,
    isIndexed: isIndexed(object, field),
    mayBeEmpty: !(field.system && NEVER_EMPTY.has(field.name)),
    key: (alias) => sql`${ident(alias)}.${ident(column)}${collation}`,
    value: (text) => sql`${text}::${raw(sqlType)}${collation}`,
  };
}
