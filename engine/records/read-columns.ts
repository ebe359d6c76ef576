import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { isUnstored } from "../model/operators.ts";
import { ident } from "../model/sql.ts";
import { filterFacts } from "./question.ts";
import { linkTable } from "./rows.ts";
import { unstoredSql } from "./unstored.ts";

/** What every record carries, asked for or not. */
const ALWAYS: ReadonlySet<string> = new Set(["id", "version", "currency", "recordType"]);

/** The fields a query asks for, or all; names and keys are both understood. */
export function askedFields(object: ModelObject, names: readonly string[] | undefined): ModelField[] {
  const fields = [...object.fields.values()].filter((field) => !field.retired);
  if (names === undefined || names.length === 0) return fields;
  for (const name of names) {
    if (!fields.some((field) => field.name === name || field.key === name)) {
      throw new AppError("query.unknown_field", { params: { field: name, object: object.name } });
    }
  }
  const asked = new Set(names);
  // An amount is read with the currency it is in.
  for (const field of fields) if (asked.has(field.name) && typeof field.in === "object") asked.add(field.in.currency);
  return fields.filter(
    (field) => asked.has(field.name) || asked.has(field.key) || ALWAYS.has(field.name) || field.name === object.title,
  );
}

/** The select list of those fields over the alias `t`: columns under their keys, links as arrays of ids, states worked out. */
export function readColumns(ctx: Ctx, object: ModelObject, fields: readonly ModelField[]): Sql {
  return join(
    fields.flatMap((field) => columnsOf(ctx, object, field)),
    ", ",
  );
}

function columnsOf(ctx: Ctx, object: ModelObject, field: ModelField): Sql[] {
  const name = raw(`"${field.key}"`);
  if (isUnstored(field)) return [sql`${unstoredSql(ctx.model, object, field, "t", filterFacts(ctx))} as ${name}`];
  if (field.type !== "multiReference")
    return field.columns.map(({ key, column }) => sql`t.${ident(column)} as ${raw(`"${key}"`)}`);
  return [
    sql`(select coalesce(array_agg(l."target_id" order by l."target_id"), '{}')
      from ${linkTable(ctx.company, object, field)} l where l."record_id" = t."id") as ${name}`,
  ];
}
