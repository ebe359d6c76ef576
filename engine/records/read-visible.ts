import sql from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { recordColumns, recordOf } from "./rows.ts";

/** Those of the records that the actor may see, whole, in no order. */
export async function readVisible(ctx: Ctx, object: ModelObject, ids: readonly string[]): Promise<AnyRecord[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.query(sql`
    select ${recordColumns(ctx.company, object, "t")} from ${tableOf(ctx.company, object.table)} t
     where t."id" = any(${ids}::uuid[]) and t."deleted_at" is null and ${visible(ctx.access.predicate(object, "read", "t"))}`);
  return rows.map((row) => recordOf(ctx.company, object, row));
}
