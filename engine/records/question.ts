import sql, { type Sql } from "sql-template-tag";
import type { Predicate } from "../access/access.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { matchWords } from "../search/match-words.ts";
import { reachOf } from "../search/reach.ts";
import type { ListQuery } from "../wire.ts";
import { compileFilter, type FilterFacts } from "./filter.ts";

/** Which rows are asked for: the conditions of the query over the alias `t`, and what the actor may see of them. */
export type Question = { object: ModelObject; where: Sql[]; predicate: Predicate; isBroad: boolean };

/** Compiles filter, words and recycle bin of a query; `verb` is the right by which rows are in it. */
export function questionOf(
  ctx: Ctx,
  object: ModelObject,
  query: Pick<ListQuery, "filter" | "q" | "deleted">,
  verb: "read" | "export" = "read",
): Question {
  const where = [query.deleted ? sql`t."deleted_at" is not null` : sql`t."deleted_at" is null`];
  if (query.filter !== undefined) where.push(compileFilter(ctx.model, object, query.filter, "t", filterFacts(ctx)));
  if (query.q !== undefined && query.q.trim() !== "")
    where.push(matchWords(ctx.company, object, query.q, "t", reachOf(ctx, object)));
  return { object, where, predicate: ctx.access.predicate(object, verb, "t"), isBroad: asksForText(query.filter) };
}

/** What filters are compiled with: whoever asks, where and when, and which fields are open to him. */
export function filterFacts(ctx: Ctx): FilterFacts {
  const { company, access } = ctx;
  return { company, now: ctx.clock.now(), userId: access.userId, departmentIds: access.departmentIds, access };
}

/** Text inside text has no index of its own unless the search table helps. */
function asksForText(filter: unknown): boolean {
  return filter !== undefined && /"op":"(contains|startsWith)"/.test(JSON.stringify(filter));
}
