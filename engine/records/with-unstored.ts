import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { isUnstored } from "../model/operators.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { readColumns } from "./read-columns.ts";

/** Records that come from a write lack what is not stored: one query tells it of all of them. */
export async function withUnstored(
  ctx: Ctx,
  object: ModelObject,
  fields: readonly ModelField[],
  records: readonly AnyRecord[],
): Promise<readonly AnyRecord[]> {
  const lacking = fields.filter((field) => isUnstored(field) && records.some((record) => record[field.key] === undefined));
  if (lacking.length === 0) return records;
  const rows = await ctx.db.query(sql`
    select t."id", ${readColumns(ctx, object, lacking)} from ${tableOf(ctx.company, object.table)} t
    where t."id" = any(${records.map(({ id }) => id)}::uuid[])`);
  const told = new Map(rows.map((row) => [row.id, row]));
  return records.map((record) => ({ ...record, ...told.get(record.id) }));
}
