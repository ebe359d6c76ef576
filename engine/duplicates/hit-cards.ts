import sql, { empty, join, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";

/** What anybody may learn of a record he cannot open: its name and who to ask. `id` only when he may open it. */
export type Card = { id: string | null; title: string; owner: string | null; department: string | null; inPool: boolean };

type Row = {
  object: string;
  id: string;
  title: string | null;
  owner: string | null;
  department: string | null;
  owned: boolean;
  opens: boolean;
};

/** Cards by `object id`, in one statement for all objects; deleted records have none. */
export async function cardsOf(ctx: Ctx, hits: readonly { object: string; recordId: string }[]): Promise<Map<string, Card>> {
  const parts = [...Map.groupBy(hits, (hit) => hit.object)].flatMap(([name, some]) => {
    const object = ctx.model.objects.get(name);
    return object === undefined ? [] : [cardsSql(ctx, object, [...new Set(some.map((hit) => hit.recordId))])];
  });
  if (parts.length === 0) return new Map();
  const rows = await ctx.db.query<Row>(join(parts, " union all "));
  return new Map(rows.map((row) => [`${row.object} ${row.id}`, cardOf(ctx, row)]));
}

function cardOf(ctx: Ctx, row: Row): Card {
  const object = ctx.model.objects.get(row.object)!;
  const titleOpen = ["edit", "read"].includes(ctx.access.field(object, object.title));
  return {
    id: row.opens ? row.id : null,
    title: titleOpen ? (row.title ?? "") : "",
    owner: row.owner,
    department: row.department,
    inPool: object.ownerField !== undefined && !row.owned,
  };
}

function cardsSql(ctx: Ctx, object: ModelObject, ids: readonly string[]): Sql {
  const user = ctx.model.objects.get("user");
  const department = ctx.model.objects.get("department");
  const ownerColumn = object.ownerField && object.fields.get(object.ownerField)!.columns[0]!.column;
  const hasOwner = ownerColumn !== undefined && user !== undefined && department !== undefined;
  const owned: Sql = hasOwner
    ? sql`o.${titleOf(user)} as owner, d.${titleOf(department)} as department, r.${ident(ownerColumn)} is not null as owned`
    : sql`null::text as owner, null::text as department, false as owned`;
  const joins: Sql = hasOwner
    ? sql`left join ${tableOf(ctx.company, user.table)} o on o.id = r.${ident(ownerColumn)}
          left join ${tableOf(ctx.company, department.table)} d on d.id = r.owner_department_id`
    : empty;
  return sql`select ${object.name}::text as object, r.id, r.${titleOf(object)}::text as title, ${owned}, ${mayOpen(ctx, object)} as opens
    from ${tableOf(ctx.company, object.table)} r ${joins}
   where r.id = any(${ids}::uuid[]) and r.deleted_at is null`;
}

function titleOf(object: ModelObject): Sql {
  return ident(object.fields.get(object.title)!.columns[0]!.column);
}

function mayOpen(ctx: Ctx, object: ModelObject): Sql {
  const predicate = ctx.access.predicate(object, "read", "r");
  if (predicate.kind === "all") return sql`true`;
  if (predicate.kind === "none" || predicate.branches.length === 0) return sql`false`;
  const branches = predicate.branches.map((branch) => sql`(${branch.where})`);
  return sql`coalesce(${join(branches, " or ")}, false)`;
}
