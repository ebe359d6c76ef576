import sql, { raw, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import { compileFilter } from "../records/filter.ts";
import type { Feeding } from "./feedings.ts";

/** What a child of the roll-up has to satisfy; `alias` is the child's table or the change set, one evaluator for both. */
export function counts(ctx: Ctx, child: ModelObject, rollup: ModelField, alias: string): Sql {
  if (rollup.rollup!.where === undefined) return sql`true`;
  return compileFilter(ctx.model, child, rollup.rollup!.where, alias, {
    company: ctx.company,
    now: ctx.clock.now(),
    userId: null,
    departmentIds: [],
    access: null,
  });
}

/** The value of a child that enters the roll-up. Money enters in base currency: other currencies add up only where they are one. */
export function childValue(child: ModelObject, rollup: ModelField, alias: string): Sql {
  const field = child.fields.get(rollup.rollup!.field!)!;
  return sql`${ident(alias)}.${ident(field.columns.at(rollup.rollup!.inOwnCurrency ? 0 : -1)!.column)}::${raw(rollup.columns[0]!.sqlType)}`;
}

/** The id of the parent a child refers to; of an `anyReference`, whatever object that is. */
export function parentId(by: ModelField, alias: string): Sql {
  return sql`${ident(alias)}.${ident(by.columns.at(-1)!.column)}`;
}

/** An `anyReference` feeds the parent only where it names the parent's object. */
export function namesParent({ parent, by }: Feeding, alias: string): Sql {
  return by.type === "anyReference" ? sql`${ident(alias)}.${ident(by.columns[0]!.column)} = ${parent.name}` : sql`true`;
}

/** The roll-up computed anew from the children of `p`. */
export function computed(ctx: Ctx, child: ModelObject, feeding: Feeding, rollup: ModelField): Sql {
  return sql`(select ${aggregate(child, rollup)} from ${tableOf(ctx.company, child.table)} k
    where ${parentId(feeding.by, "k")} = p.id and ${namesParent(feeding, "k")} and k.deleted_at is null and ${counts(ctx, child, rollup, "k")})`;
}

/** The same for every parent at once. */
export function computedByParent(ctx: Ctx, child: ModelObject, feeding: Feeding, rollup: ModelField): Sql {
  return sql`select ${parentId(feeding.by, "k")} as parent_id, ${aggregate(child, rollup)} as value
    from ${tableOf(ctx.company, child.table)} k
    where ${parentId(feeding.by, "k")} is not null and ${namesParent(feeding, "k")}
      and k.deleted_at is null and ${counts(ctx, child, rollup, "k")}
    group by 1`;
}

function aggregate(child: ModelObject, rollup: ModelField): Sql {
  const { kind } = rollup.rollup!;
  if (kind === "count") return sql`count(*)`;
  const value = childValue(child, rollup, "k");
  return kind === "sum" ? sql`coalesce(sum(${value}), 0)` : sql`${raw(kind)}(${value})`;
}
