import sql, { empty, join, type Sql } from "sql-template-tag";
import { any, visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import type { Position } from "./cursor.ts";
import type { Question } from "./question.ts";
import type { SortOrder } from "./sort-order.ts";

/** One statement of a page: rows with a key, those without, or both at once where no index gives an order anyway. */
export type Step = { part: "keyed" | "empty" | "both"; after: Position | null; limit: number };

/**
 * How the rows are looked for. `ordered` lets the planner walk the sort's index in the hope of finding a page soon; `whole`
 * makes it gather everything that matches before sorting, which no unlucky distribution can spoil.
 */
export type Way = "ordered" | "whole";

/**
 * The rows of one step in order. On a walk, branches on the row's own columns are one condition; each other branch, and every one
 * where all is gathered, gives its first rows, and these are merged (docs/decisions/0010).
 */
export function pageSql(ctx: Ctx, question: Question, order: SortOrder, columns: Sql, step: Step, way: Way): Sql {
  const { predicate, object } = question;
  const table = tableOf(ctx.company, object.table);
  const key = order.key("t");
  const where = [...question.where, ...stepConditions(order, step)];
  const arms = armsOf(ctx, question, order, where, step.limit, way);

  if (arms.length === 0) {
    const condition = join([...where, visible(predicate)], " and ");
    return sql`select ${columns} from ${table} t where ${condition}
      ${orderBy(order, key, sql`t."id"`)} limit ${step.limit}`;
  }
  return sql`with page as (
      select u.id, u.key from (${join(arms, " union ")}) u ${orderBy(order, sql`u.key`, sql`u.id`)} limit ${step.limit})
    select ${columns} from page join ${table} t on t."id" = page.id
    ${orderBy(order, sql`page.key`, sql`page.id`)}`;
}

/** The parts to be merged; none when one condition in one walk is best. */
function armsOf(ctx: Ctx, question: Question, order: SortOrder, where: readonly Sql[], limit: number, way: Way): Sql[] {
  const { predicate } = question;
  if (predicate.kind !== "branches") return way === "whole" ? [armSql(ctx, question, order, where, limit, way)] : [];
  const arm = (condition: Sql) => armSql(ctx, question, order, [...where, condition], limit, way);

  // Gathered each for itself, a branch is answered by its own index; as one condition it would be looked at row by row.
  if (way === "whole") return predicate.branches.map((branch) => arm(branch.where));
  const plain = predicate.branches.filter(({ isPlain }) => isPlain);
  const other = predicate.branches.filter(({ isPlain }) => !isPlain);
  if (other.length === 0) return [];
  return [...(plain.length > 0 ? [arm(any(plain.map(({ where }) => where)))] : []), ...other.map((branch) => arm(branch.where))];
}

function armSql(ctx: Ctx, { object }: Question, order: SortOrder, where: readonly Sql[], limit: number, way: Way): Sql {
  const rows = sql`select t."id", ${order.key("t")} as key from ${tableOf(ctx.company, object.table)} t where ${join(where, " and ")}`;
  if (way === "ordered") return sql`(${rows} ${orderBy(order, order.key("t"), sql`t."id"`)} limit ${limit})`;
  // The offset keeps order and limit from reaching into the plan of the rows.
  return sql`(select w.id, w.key from (${rows} offset 0) w ${orderBy(order, sql`w.key`, sql`w.id`)} limit ${limit})`;
}

function stepConditions(order: SortOrder, { part, after }: Step): Sql[] {
  const key = order.key("t");
  const beyond = order.isDescending ? sql`<` : sql`>`;
  const laterEmpty = after === null ? [] : [sql`t."id" ${beyond} ${after.id}::uuid`];
  if (part === "empty" || after?.key === null) return [sql`${key} is null`, ...laterEmpty];
  const present = order.mayBeEmpty && part === "keyed" ? [sql`${key} is not null`] : [];
  if (after === null) return present;
  const later = sql`(${key}, t."id") ${beyond} (${order.value(after.key!)}, ${after.id}::uuid)`;
  return part === "both" ? [sql`(${later} or ${key} is null)`] : [...present, later];
}

/** Where an index serves, rows with and without a key never meet in one statement, so its own place for nulls is as good as any. */
function orderBy(order: SortOrder, key: Sql, id: Sql): Sql {
  const direction = order.isDescending ? sql` desc` : empty;
  const nulls = order.isIndexed || !order.isDescending ? empty : sql` nulls last`;
  return sql`order by ${key}${direction}${nulls}, ${id}${direction}`;
}
