import sql, { join, type Sql } from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import { visibleParts } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { CountAnswer, ListQuery } from "../wire.ts";
import { type Question, questionOf } from "./question.ts";
import { withinTime } from "./time-limit.ts";

const PATIENCE = 200;
/** In the planner's units, about ten times what the patience allows: not even worth trying. */
const HOPELESS = 1_000_000;

/** How many there are: exact if that takes no longer than 200 ms, otherwise the planner's estimate, and it says which. */
export async function countRecords(
  ctx: Ctx,
  object: ModelObject,
  query: Pick<ListQuery, "filter" | "q" | "deleted">,
): Promise<CountAnswer> {
  const question = questionOf(ctx, object, query);
  if (question.predicate.kind === "none") return { count: 0, exact: true };
  const parts = visibleParts(question.predicate).map((part) => rowsOf(ctx, question, part));
  const sums = join(
    parts.map((part) => sql`(select count(*) from (${part}) counted)`),
    " + ",
  );
  const counting = sql`select ${sums} as count`;
  // A write decides by the number and must see its own changes; a second connection might never come while it holds the first.
  if (ctx.db !== ctx.engine.database) {
    const [row] = await ctx.db.query<{ count: number }>(counting);
    return { count: row!.count, exact: true };
  }
  const estimate = await estimated(ctx.db, sql`${join(parts, " union all ")}`);
  if (estimate.cost < HOPELESS) {
    const exact = await withinTime(ctx, PATIENCE, (db) => db.query<{ count: number }>(counting));
    if (exact !== null) return { count: exact[0]!.count, exact: true };
  }
  return { count: estimate.rows, exact: false };
}

function rowsOf(ctx: Ctx, { object, where }: Question, part: Sql): Sql {
  return sql`select 1 from ${tableOf(ctx.company, object.table)} t where ${join([...where, part], " and ")}`;
}

async function estimated(db: Queryable, rows: Sql): Promise<{ rows: number; cost: number }> {
  const [row] = await db.query(sql`explain (format json) ${rows}`);
  const plan = row!["QUERY PLAN"][0].Plan;
  return { rows: plan["Plan Rows"], cost: plan["Total Cost"] };
}
