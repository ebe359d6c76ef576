import sql, { join, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";

/** Asked by primary key, row by row: the match is rare, access is what varies. */
export function isVisible(ctx: Ctx, object: ModelObject, id: Sql): Sql {
  return sql`exists (select 1 from ${tableOf(ctx.company, object.table)} r where r.id = ${id} and r.deleted_at is null and ${anyBranch(ctx, object)} offset 0)`;
}

function anyBranch(ctx: Ctx, object: ModelObject): Sql {
  const predicate = ctx.access.predicate(object, "read", "r");
  if (predicate.kind === "all") return sql`true`;
  if (predicate.kind === "none" || predicate.branches.length === 0) return sql`false`;
  return sql`(${join(
    predicate.branches.map((branch) => sql`(${branch.where})`),
    " or ",
  )})`;
}

/** Ids of all that the actor may see of an object. */
export function visibleIds(ctx: Ctx, object: ModelObject): Sql {
  const predicate = ctx.access.predicate(object, "read", "r");
  const branches = predicate.kind === "branches" ? predicate.branches.map((branch) => branch.where) : [sql`true`];
  const parts = branches.map(
    (where) => sql`select r.id from ${tableOf(ctx.company, object.table)} r where r.deleted_at is null and (${where})`,
  );
  return sql`(${join(parts, " union ")} offset 0)`;
}
