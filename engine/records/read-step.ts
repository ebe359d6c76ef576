import { LRUCache } from "lru-cache";
import type { Sql } from "sql-template-tag";
import type { Row } from "#platform/database.ts";
import type { Ctx } from "../ctx.ts";
import { pageSql, type Step } from "./page.ts";
import type { Question } from "./question.ts";
import type { SortOrder } from "./sort-order.ts";
import { withinLimit, withinTime } from "./time-limit.ts";

/** What a walk through an index may take before it counts as unlucky. */
const LUCK = 150;

/**
 * Reads the rows of one step. Where the planner may gamble on finding a page early in the sort's index, it gets a short time;
 * if the rows lie elsewhere, all matches are gathered instead, and the same question goes that way at once for a while.
 */
export async function readStep(
  ctx: Ctx,
  question: Question,
  order: SortOrder,
  columns: Sql,
  step: Step,
  isBroad: boolean,
): Promise<Row[]> {
  const isGamble =
    order.isIndexed && ctx.db === ctx.engine.database && (question.where.length > 1 || question.predicate.kind !== "all");
  const ordered = pageSql(ctx, question, order, columns, step, "ordered");
  if (!isGamble) return await withinLimit(ctx, isBroad, (db) => db.query(ordered));

  const name = `${ordered.text} ${JSON.stringify(ordered.values)}`;
  const rows = unlucky.has(name) ? null : await withinTime(ctx, LUCK, (db) => db.query(ordered));
  if (rows !== null) return rows;
  unlucky.set(name, true);
  return await withinLimit(ctx, true, (db) => db.query(pageSql(ctx, question, order, columns, step, "whole")));
}

const unlucky = new LRUCache<string, true>({ max: 1_000, ttl: 10 * 60_000 });
