import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Row } from "#platform/database.ts";
import { visibleParts } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { CountAnswer, ListQuery } from "../wire.ts";
import { type Question, questionOf } from "./question.ts";
import { withinTime } from "./time-limit.ts";

/** With the time it takes to end a statement and to ask for an estimate instead, a fifth of a second. */
const PATIENCE = 160;

/** Fewer than this is no estimate: it would be done by then, or the planner is wrong. Such a question is given this long. */
const FEW = 1_000;
const PATIENCE_WITH_FEW = 2_000;

/** How many there are: exact if that takes no longer than a moment, otherwise the planner's estimate, and it says which. */
export async function countRecords(
  ctx: Ctx,
  object: ModelObject,
  query: Pick<ListQuery, "filter" | "q" | "deleted">,
): Promise<CountAnswer> {
  return (await countEach(ctx, [questionOf(ctx, object, query)]))[0]!;
}

/** The same for several questions, together in one statement; if that takes too long, each for itself. */
export async function countEach(ctx: Ctx, questions: readonly Question[]): Promise<CountAnswer[]> {
  if (questions.length === 0) return [];
  const columns = questions.map((question, i) => sql`${countOf(ctx, question)} as ${raw(`"n${i}"`)}`);
  const counting = sql`select ${join(columns, ", ")}`;
  // A write decides by the number and must see its own changes; a second connection might never come while it holds the first.
  const isReading = ctx.db === ctx.engine.database;
  const rows = isReading ? await withinTime<Row>(ctx, PATIENCE, counting) : await ctx.db.ask(counting);
  if (rows !== null) return questions.map((_, i) => ({ count: rows[0]![`n${i}`], exact: true }));
  if (questions.length === 1) return [await estimated(ctx, questions[0]!, counting)];
  return (await Promise.all(questions.map((question) => countEach(ctx, [question])))).flat();
}

function countOf(ctx: Ctx, question: Question): Sql {
  const parts = partsOf(ctx, question).map((part) => sql`(select count(*) from (${part}) counted)`);
  return parts.length === 0 ? sql`0` : sql`(${join(parts, " + ")})`;
}

function partsOf(ctx: Ctx, question: Question): Sql[] {
  return visibleParts(question.predicate).map((part) => rowsOf(ctx, question, part));
}

function rowsOf(ctx: Ctx, { object, where }: Question, part: Sql): Sql {
  return sql`select 1 from ${tableOf(ctx.company, object.table)} t where ${join([...where, part], " and ")}`;
}

async function estimated(ctx: Ctx, question: Question, counting: Sql): Promise<CountAnswer> {
  const [row] = await ctx.db.query(sql`explain (format json) ${join(partsOf(ctx, question), " union all ")}`);
  const estimate: number = row!["QUERY PLAN"][0].Plan["Plan Rows"];
  const counted = estimate < FEW ? await withinTime<Row>(ctx, PATIENCE_WITH_FEW, counting) : null;
  return counted === null ? { count: estimate, exact: false } : { count: counted[0]!.n0, exact: true };
}
