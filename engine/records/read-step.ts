import type { Sql } from "sql-template-tag";
import type { Row } from "#platform/database.ts";
import type { Ctx } from "../ctx.ts";
import { isOrderedByOwner } from "../schema/indexes.ts";
import { pageSql, type Step, type Way } from "./page.ts";
import type { Question } from "./question.ts";
import type { SortOrder } from "./sort-order.ts";
import { tableRows } from "./table-rows.ts";
import { withinLimit, withinTime } from "./time-limit.ts";

/** What a walk through an index may take before it counts as unlucky, in milliseconds: while a person waits, and for a page of a file. */
export const LUCK = { screen: 150, file: 2_500 };

/**
 * Reads the rows of one step. Where the planner may gamble on finding a page early in the sort's index, it gets a short time;
 * if the rows lie elsewhere, all matches are gathered instead, and after a second time the same question goes that way at once.
 */
export async function readStep(
  ctx: Ctx,
  question: Question,
  order: SortOrder,
  columns: Sql,
  step: Step,
  isBroad: boolean,
  luck: number,
): Promise<Row[]> {
  const statement = (way: Way) => pageSql(ctx, question, order, columns, step, way);
  const isGamble =
    order.isIndexed && ctx.db === ctx.engine.database && (question.where.length > 1 || question.predicate.kind !== "all");
  // Where no index gives the order, everything is sorted: by the key alone, before the columns of the page are read.
  if (!isGamble) return await withinLimit(ctx, isBroad, (db) => db.ask(statement(order.isIndexed ? "ordered" : "whole")));

  const way = await wayOf(ctx, question, order, step);
  if (way === "ordered") {
    const rows = await withinTime(ctx, luck, statement("ordered"));
    if (rows !== null) return rows;
  }
  return await withinLimit(ctx, way === "ordered", (db) => db.ask(statement("whole")));
}

/**
 * Walking the sort's index meets about limit / share rows until a page is full, gathering meets rows × share: below the square
 * root of limit / rows the second is less, and certain. A filter makes the walk longer, not the other.
 */
export async function wayOf(ctx: Ctx, { object, predicate, where }: Question, order: SortOrder, { limit }: Step): Promise<Way> {
  if (predicate.kind !== "branches") return "ordered";
  const owners = predicate.branches.length === 1 ? predicate.branches[0]!.owners : undefined;
  if (owners?.length === 1 && isOrderedByOwner(object, order.field)) return "ordered";
  const rows = await tableRows(ctx, object);
  const even = Math.sqrt(limit / Math.max(rows, limit));
  return predicate.share < even * (where.length > 1 ? 3 : 1.5) ? "whole" : "ordered";
}
