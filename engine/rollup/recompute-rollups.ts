import sql, { type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import { type Feeding, feedingsOf } from "./feedings.ts";
import { computedByParent } from "./rollup-sql.ts";

/** A roll-up that is not what its children add up to. */
export type RollupDifference = { object: string; field: string; count: number; examples: RollupExample[] };
export type RollupExample = { id: string; stored: string | null; actual: string | null };

const SHOWN = 5;

/** Compares every roll-up of the company with its children; nothing is locked or changed. */
export async function compareRollups(ctx: Ctx): Promise<RollupDifference[]> {
  const differences: RollupDifference[] = [];
  for (const { parent, rollup, against } of everyRollup(ctx)) {
    const rows = await ctx.db.query<RollupExample & { count: number }>(sql`
      select p.id, p.${columnOf(rollup)}::text as stored, ${actual(rollup)}::text as actual, count(*) over () as count
      ${against} order by p.id limit ${SHOWN}`);
    if (rows.length === 0) continue;
    const examples = rows.map(({ count: _count, ...example }) => example);
    differences.push({ object: parent.name, field: rollup.name, count: rows[0]!.count, examples });
  }
  return differences;
}

/**
 * Computes every roll-up of the company anew, after bulk work that went past the write path or when they were found wrong.
 * Answers how many values changed. Writers of the children wait meanwhile; the rules that follow from roll-ups are not run.
 */
export async function recomputeRollups(ctx: Ctx, object?: ModelObject): Promise<number> {
  let changed = 0;
  for (const { parent, child, rollup, against } of everyRollup(ctx)) {
    if (object !== undefined && parent.name !== object.name) continue;
    await ctx.db.execute(sql`lock table ${tableOf(ctx.company, child.table)} in share row exclusive mode`);
    const table = tableOf(ctx.company, parent.table);
    changed += await ctx.db.execute(sql`
      update ${table} t set ${columnOf(rollup)} = d.value from (select p.id, ${actual(rollup)} as value ${against} order by p.id) d
      where t.id = d.id`);
  }
  return changed;
}

type Compared = { parent: ModelObject; child: ModelObject; rollup: ModelField; against: Sql };

/** Children before parents that roll up roll-ups, so that one pass is enough. */
function everyRollup(ctx: Ctx): Compared[] {
  const done = new Set<ModelObject>();
  const compared: Compared[] = [];
  const visit = (child: ModelObject) => {
    if (done.has(child)) return;
    done.add(child);
    for (const field of child.fields.values()) if (field.rollup) visit(ctx.model.objects.get(field.rollup.of)!);
    for (const feeding of feedingsOf(ctx.model, child))
      compared.push(...feeding.rollups.map((rollup) => compare(ctx, child, feeding, rollup)));
  };
  for (const object of ctx.model.objects.values()) visit(object);
  return compared;
}

function compare(ctx: Ctx, child: ModelObject, feeding: Feeding, rollup: ModelField): Compared {
  const against = sql`
    from ${tableOf(ctx.company, feeding.parent.table)} p
    left join (${computedByParent(ctx, child, feeding, rollup)}) k on k.parent_id = p.id
    where p.deleted_at is null and p.${columnOf(rollup)} is distinct from ${actual(rollup)}`;
  return { parent: feeding.parent, child, rollup, against };
}

/** Of no children the sum and the count are zero; a least or greatest there is none. */
function actual(rollup: ModelField): Sql {
  return ["sum", "count"].includes(rollup.rollup!.kind) ? sql`coalesce(k.value, 0)` : sql`k.value`;
}

function columnOf(rollup: ModelField): Sql {
  return ident(rollup.columns[0]!.column);
}
