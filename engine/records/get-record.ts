import sql, { empty, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { notFound } from "../errors.ts";
import { isUuid } from "../fields/reference.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { inReach, lockForWrite } from "./lock-records.ts";
import { recordColumns, recordOf } from "./rows.ts";

/** One record the actor may see; anything else is not found, whether it exists or not. */
export async function getRecord(ctx: Ctx, object: ModelObject, id: string): Promise<AnyRecord> {
  return await readRecord(ctx, object, id, empty);
}

/** The same, kept as it is until the transaction ends by all who hold it. */
export async function holdRecord(ctx: Ctx, object: ModelObject, id: string): Promise<AnyRecord> {
  return await readRecord(ctx, object, id, sql`for share of t`);
}

async function readRecord(ctx: Ctx, object: ModelObject, id: string, lock: Sql): Promise<AnyRecord> {
  const [row] = isUuid(id)
    ? await ctx.db.query(sql`
        select ${recordColumns(ctx.company, object, "t")} from ${tableOf(ctx.company, object.table)} t
        where t.id = ${id}::uuid and t.deleted_at is null and ${inReach(ctx, object, "t")} ${lock}`)
    : [];
  if (row === undefined) throw notFound(object.name);
  return recordOf(ctx.company, object, row);
}

/** Records the actor may see, locked until the transaction ends, in the order of their ids. */
export async function lockRecords(ctx: Ctx, object: ModelObject, ids: readonly string[]): Promise<AnyRecord[]> {
  const locked = await lockForWrite(ctx, object, ids, "read");
  if (locked.size < new Set(ids).size) throw notFound(object.name);
  return [...locked.values()].map(({ record }) => record);
}

/** Refuses what the actor may not see, without reading it. */
export async function mustSee(ctx: Ctx, object: ModelObject, id: string): Promise<void> {
  const seen = isUuid(id)
    ? await ctx.db.query(sql`
        select 1 as found from ${tableOf(ctx.company, object.table)} t
        where t.id = ${id}::uuid and t.deleted_at is null and ${inReach(ctx, object, "t")}`)
    : [];
  if (seen.length === 0) throw notFound(object.name);
}
