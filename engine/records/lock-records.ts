import sql, { raw, type Sql } from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { isUuid } from "../fields/reference.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { notHeld, rememberHeld } from "./held-locks.ts";
import { recordColumns, recordOf } from "./rows.ts";

/** `isAllowed`: the actor may use the verb on the record, which he can see in any case. */
export type Locked = { record: AnyRecord; isAllowed: boolean };

/**
 * Locks the records the actor may see, in id order, and says on which he may use the verb. A lock for `update`, as a
 * deletion needs it, also keeps out those who are about to refer to the records.
 */
export async function lockForWrite(
  ctx: Ctx,
  object: ModelObject,
  ids: readonly string[],
  verb: string,
  strength: "no key update" | "update" = "no key update",
): Promise<Map<string, Locked>> {
  await lockAbove(ctx, object, ids.filter(isUuid));
  const isAllowed = visible(ctx.access.predicate(object, verb, "t"));
  const rows = await ctx.db.query(sql`
    select ${recordColumns(ctx.company, object, "t")}, coalesce(${isAllowed}, false) as "isAllowed"
    from ${tableOf(ctx.company, object.table)} t
    where t.id = any(${ids.filter(isUuid).sort()}::uuid[]) and t.deleted_at is null and ${inReach(ctx, object, "t")}
    order by t.id for ${raw(strength)} of t`);
  rememberHeld(
    ctx.db,
    object,
    rows.map(({ id }) => id),
  );
  return new Map(
    rows.map(({ isAllowed: may, ...row }) => [row.id, { record: recordOf(ctx.company, object, row), isAllowed: may }] as const),
  );
}

/** Parents before children: of two who write one whole from either end, each would wait for the other. */
async function lockAbove(ctx: Ctx, object: ModelObject, ids: readonly string[]): Promise<void> {
  for (const field of [...object.fields.values()].filter(({ lockedFirst }) => lockedFirst)) {
    const target = ctx.model.objects.get(field.to!)!;
    const rows = await ctx.db.query<{ id: string }>(sql`
      select distinct t.${ident(field.columns[0]!.column)} as id from ${tableOf(ctx.company, object.table)} t
      where t.id = any(${ids}::uuid[]) and t.${ident(field.columns[0]!.column)} is not null`);
    const above = notHeld(
      ctx.db,
      target,
      rows.map(({ id }) => id),
    );
    if (above.length === 0) continue;
    await lockAbove(ctx, target, above);
    await ctx.db.execute(sql`
      select 1 from ${tableOf(ctx.company, target.table)} t
      where t.id = any(${above}::uuid[]) order by t.id for no key update of t`);
    rememberHeld(ctx.db, target, above);
  }
}

/** What the actor may see, and the record of the verb being performed, which its own changes may have taken out of sight. */
export function inReach(ctx: Ctx, object: ModelObject, alias: string): Sql {
  const mayRead = visible(ctx.access.predicate(object, "read", alias));
  if (ctx.performing?.object !== object.name) return mayRead;
  return sql`(${ident(alias)}.id = ${ctx.performing.recordId}::uuid or ${mayRead})`;
}
