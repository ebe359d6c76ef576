import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import { heldKey } from "../records/read-input.ts";
import { compareRollups } from "../rollup/recompute-rollups.ts";
import { isSearched } from "../search/is-searched.ts";
import { wrongAmounts } from "./wrong-amounts.ts";

/** Something the engine keeps beside the records that does not fit them; `where` names object and field. */
export type Finding = {
  what: "rollup" | "amount" | "spell" | "search" | "subscriber";
  where: string;
  count: number;
  example: string;
};

/** Compares what the engine derives with what it is derived from, over a whole company. Reads only. */
export async function examine(ctx: Ctx): Promise<Finding[]> {
  const rollups = await compareRollups(ctx);
  const objects = [...ctx.model.objects.values()];
  const findings: Finding[] = rollups.map(({ object, field, count, examples: [first] }) => ({
    what: "rollup",
    where: `${object}.${field}`,
    count,
    example: `${first!.id}: ${first!.stored ?? "nothing"} instead of ${first!.actual ?? "nothing"}`,
  }));
  for (const object of objects) {
    const amounts = await wrongAmounts(ctx, object);
    findings.push(
      ...amounts.map(({ field, count, example }) => ({
        what: "amount" as const,
        where: `${object.name}.${field}`,
        count,
        example,
      })),
    );
    findings.push(...(await wrongSpells(ctx, object)), ...(await unsearched(ctx, object)));
  }
  return [...findings, ...(await stuckEvents(ctx))];
}

type Counted = { count: number; example: string };

/** The open spell of a record is that of its owner; a deleted record has none. */
async function wrongSpells(ctx: Ctx, object: ModelObject): Promise<Finding[]> {
  if (heldKey(object) === null) return [];
  const owner = ident(object.fields.get(object.ownerField!)!.columns[0]!.column);
  const rows = await ctx.db.query<Counted>(sql`
    select count(*) as count, min(t.id::text) as example
    from ${tableOf(ctx.company, object.table)} t
    left join ${tableOf(ctx.company, "ownership_spell")} s on s.object = ${object.name} and s.record_id = t.id and s.to_at is null
    where case when t.deleted_at is null then t.${owner} end is distinct from s.owner_id having count(*) > 0`);
  return rows.map((row) => ({ what: "spell", where: object.name, ...row }));
}

async function unsearched(ctx: Ctx, object: ModelObject): Promise<Finding[]> {
  if (!isSearched(object)) return [];
  const rows = await ctx.db.query<Counted>(sql`
    select count(*) as count, min(t.id::text) as example
    from ${tableOf(ctx.company, object.table)} t
    full join (select record_id from ${tableOf(ctx.company, "search_doc")} where object = ${object.name}) d on d.record_id = t.id
    where (t.deleted_at is null and t.id is not null) is distinct from (d.record_id is not null) having count(*) > 0`);
  return rows.map((row) => ({ what: "search", where: object.name, ...row }));
}

/** Events that a subscriber has given up on. */
async function stuckEvents(ctx: Ctx): Promise<Finding[]> {
  const rows = await ctx.db.query<Counted & { subscriber: string }>(sql`
    select subscriber, count(*) as count, min(error) as example from ${tableOf(ctx.company, "event_dead")}
    where retry_at is null and attempts > 0 group by subscriber`);
  return rows.map(({ subscriber, ...row }) => ({ what: "subscriber", where: subscriber, ...row }));
}
