import sql, { empty, join, type Sql } from "sql-template-tag";
import type { Branch } from "../access/access.ts";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { ident, tableOf } from "../model/sql.ts";
import { isOrderedByOwner } from "../schema/indexes.ts";
import type { Position } from "./cursor.ts";
import { all } from "./filter.ts";
import type { Question } from "./question.ts";
import type { SortOrder } from "./sort-order.ts";

/** One statement of a page: rows with a key, or those without, after a position. */
export type Step = { isEmpty: boolean; after: Position | null; limit: number };

/**
 * The rows of one step in order, each with its key as `"$key"`. Whoever sees much walks the sort's index and drops what he may not
 * see; whoever sees little takes the first rows of each branch and merges them (docs/decisions/0010).
 */
export function pageSql(ctx: Ctx, question: Question, order: SortOrder, columns: Sql, step: Step): Sql {
  const { predicate } = question;
  const key = sql`${order.key("t")}`;
  const table = tableOf(ctx.company, question.object.table);
  const where = [...question.where, ...stepConditions(order, step)];
  const inOrder = orderBy(order, key, sql`t."id"`);

  if (predicate.kind !== "branches" || !seesLittle(predicate.share)) {
    if (predicate.kind === "branches") where.push(visible(predicate));
    return sql`select ${columns}, (${key})::text as "$key" from ${table} t
      where ${join(where, " and ")} ${inOrder} limit ${step.limit}`;
  }

  const arms = predicate.branches.map((branch) => armSql(ctx, question, order, where, branch, step.limit));
  return sql`with page as (
      select u.id, u.key from (${join(arms, " union ")}) u ${orderBy(order, sql`u.key`, sql`u.id`)} limit ${step.limit})
    select ${columns}, (page.key)::text as "$key" from page join ${table} t on t."id" = page.id
    ${orderBy(order, sql`page.key`, sql`page.id`)}`;
}

const LITTLE = 0.03;

function seesLittle(share: number): boolean {
  return share < LITTLE;
}

/** The first rows of one branch. Several owners are asked one by one, as each has his rows in order in the owner's index. */
function armSql(ctx: Ctx, { object }: Question, order: SortOrder, where: readonly Sql[], branch: Branch, limit: number): Sql {
  const table = tableOf(ctx.company, object.table);
  const key = order.key("t");
  const inOrder = orderBy(order, key, sql`t."id"`);
  if (branch.owners === undefined || branch.owners.length < 2 || !isOrderedByOwner(object, order.field)) {
    return sql`(select t."id", ${key} as key from ${table} t where ${all([...where, branch.where])} ${inOrder} limit ${limit})`;
  }
  const owner = ident(object.fields.get(object.ownerField!)!.columns[0]!.column);
  return sql`(select p.id, p.key from unnest(${branch.owners}::uuid[]) as o(id) cross join lateral (
      select t."id", ${key} as key from ${table} t where t.${owner} = o.id and ${join(where, " and ")} ${inOrder} limit ${limit}) p
    ${orderBy(order, sql`p.key`, sql`p.id`)} limit ${limit})`;
}

function stepConditions(order: SortOrder, { isEmpty, after }: Step): Sql[] {
  const key = order.key("t");
  const beyond = order.isDescending ? sql`<` : sql`>`;
  if (isEmpty) return [sql`${key} is null`, ...(after === null ? [] : [sql`t."id" ${beyond} ${after.id}::uuid`])];
  const present = order.mayBeEmpty ? [sql`${key} is not null`] : [];
  if (after === null || after.key === null) return present;
  return [...present, sql`(${key}, t."id") ${beyond} (${order.value(after.key)}, ${after.id}::uuid)`];
}

/** Rows with and without a key never meet in one statement, so the index's own place for nulls is as good as any. */
function orderBy(order: SortOrder, key: Sql, id: Sql): Sql {
  const direction = order.isDescending ? sql` desc` : empty;
  return sql`order by ${key}${direction}, ${id}${direction}`;
}
