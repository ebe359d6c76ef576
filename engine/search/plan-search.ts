import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { searchTable } from "./index-records.ts";

/** Up to this many matching documents are all fetched by the words; beyond, the newest records are walked instead. */
const FETCH_ALL = 20_000;
/** Up to this many visible records are all compared when the words are common. */
const COMPARE_ALL = 20_000;
/** Records walked at most, by expectation, to gather candidates of a common word. */
const WALK = 60_000;
const CANDIDATES = 1_000;

export type SearchPlan = { way: "byWords" } | { way: "newest"; candidates: number } | { way: "visible" };

/**
 * How to find the matches of an object: the database's own statistics say how many documents hold the words.
 * Left to itself the planner gambles on LIMIT, which costs seconds when it is wrong.
 */
export function planSearch(matching: number, documents: number, share: number): SearchPlan {
  if (matching <= FETCH_ALL) return { way: "byWords" };
  if (share * documents <= COMPARE_ALL) return { way: "visible" };
  const part = Math.max(matching / Math.max(documents, 1), 1e-6) * Math.max(share, 1e-6);
  return { way: "newest", candidates: Math.round(Math.min(CANDIDATES, Math.max(50, part * WALK))) };
}

/** The planner's estimates: documents that hold the words, and documents in all. */
export async function estimateMatches(ctx: Ctx, query: string): Promise<{ matching: number; documents: number }> {
  const table = searchTable(ctx.company);
  const [plan] = await ctx.db.query(sql`explain (format json) select 1 from ${table} s where s.grams @@ ${query}::tsquery`);
  const [size] = await ctx.db.query<{ documents: number }>(
    sql`select greatest(reltuples, 0)::float8 as documents from pg_class where oid = ${table.text}::text::regclass`,
  );
  return { matching: plan!["QUERY PLAN"][0].Plan["Plan Rows"], documents: Math.max(size?.documents ?? 0, 1) };
}
