import sql from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { notFound } from "../errors.ts";
import { isUuid } from "../fields/reference.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { heldRow, keptRow, rememberKept } from "./held-locks.ts";
import { inReach, lockForWrite } from "./lock-records.ts";
import { linkFields, recordColumns, recordOf } from "./rows.ts";

/** One record the actor may see; anything else is not found, whether it exists or not. */
export async function getRecord(ctx: Ctx, object: ModelObject, id: string): Promise<AnyRecord> {
  const held = ctx.access.predicate(object, "read", "t").kind === "all" ? heldRow(ctx.db, object, id) : undefined;
  if (held !== undefined && !held.deletedAt) return { ...held };
  const [row] = isUuid(id)
    ? await ctx.db.query(sql`
        select ${recordColumns(ctx.company, object, "t")} from ${tableOf(ctx.company, object.table)} t
        where t.id = ${id}::uuid and t.deleted_at is null and ${inReach(ctx, object, "t")}`)
    : [];
  if (row === undefined) throw notFound(object.name);
  return recordOf(ctx.company, object, row);
}

/** The record of an object that has a single one, kept as it is until the transaction ends by all who hold it; null where there is none. */
export async function holdSingle(ctx: Ctx, object: ModelObject): Promise<AnyRecord | null> {
  // Links of a row that was waited for would be read as they were before.
  if (!object.single || linkFields(object).length > 0) throw new Error(`${object.name} cannot be held as a single record`);
  const mayRead = ctx.access.predicate(object, "read", "t");
  const known = mayRead.kind === "all" ? keptRow(ctx.db, object) : undefined;
  if (known !== undefined) return { ...known };
  const [row] = await ctx.db.query(sql`
    select ${recordColumns(ctx.company, object, "t")} from ${tableOf(ctx.company, object.table)} t
    where t.deleted_at is null and ${visible(mayRead)} order by t.created_at desc, t.id desc limit 1 for share of t`);
  if (row === undefined) return null;
  const record = recordOf(ctx.company, object, row);
  rememberKept(ctx.db, object, record);
  return { ...record };
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
