import sql, { join, raw } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { quoted } from "../model/sql.ts";
import { documentsOf, searchTable } from "./index-records.ts";

/** Up to this many matching documents are all fetched by the words; beyond, the newest records are walked instead. */
const FETCH_ALL = 8_000;
/** Up to this many visible records are all compared when the words are common: more would take longer than the walk below. */
const COMPARE_ALL = 5_000;
/** Newest documents looked at to learn how common the words are in an object. */
const SAMPLE = 2_000;
/** Records walked, by expectation, to gather candidates of a common word. */
const WALK = 10_000;
const MOST_CANDIDATES = 1_000;
const LEAST_CANDIDATES = 50;

export type SearchPlan = { way: "byWords" } | { way: "newest"; candidates: number } | { way: "visible" };
type Frequency = { documents: number; part: number };

/**
 * How to find the matches of each object. Left to itself the planner gambles on LIMIT, which costs seconds when it is wrong: it
 * knows how often words stand in all documents, and not that a company's legal form stands in no person's name.
 */
export async function planSearch(
  ctx: Ctx,
  objects: readonly ModelObject[],
  query: string,
  shareOf: (object: ModelObject) => number,
): Promise<SearchPlan[]> {
  // The statistics know whole lexemes; how many begin with a letter they can only guess.
  const isKnown = !query.includes(":*");
  if (isKnown && (await estimatedMatches(ctx, query)) <= FETCH_ALL) return objects.map(() => ({ way: "byWords" }));
  const frequencies = await sampleFrequencies(ctx, objects, query);
  return objects.map((object, i) => planOf(frequencies[i]!, shareOf(object)));
}

/** The way that costs least: by how common the words are in an object, and what share of it the actor sees. */
export function planOf({ documents, part }: Frequency, share: number): SearchPlan {
  if (part * documents <= FETCH_ALL) return { way: "byWords" };
  if (share * documents <= COMPARE_ALL) return { way: "visible" };
  const candidates = Math.round(part * share * WALK);
  return { way: "newest", candidates: Math.min(MOST_CANDIDATES, Math.max(LEAST_CANDIDATES, candidates)) };
}

/** From the statistics on lexemes, over all objects. */
async function estimatedMatches(ctx: Ctx, query: string): Promise<number> {
  const [plan] = await ctx.db.query(
    sql`explain (format json) select 1 from ${searchTable(ctx.company)} s where s.grams @@ ${query}::tsquery`,
  );
  return plan!["QUERY PLAN"][0].Plan["Plan Rows"];
}

async function sampleFrequencies(ctx: Ctx, objects: readonly ModelObject[], query: string): Promise<Frequency[]> {
  const samples = objects.map(
    (object, at) => sql`
      select ${at}::int as at, greatest((select c.reltuples from pg_class c where c.oid = ${tableName(ctx, object)}::regclass), 0)::float8 as documents,
             coalesce(avg((n.grams @@ ${query}::tsquery)::int), 0)::float8 as part
        from (select s.grams from ${searchTable(ctx.company)} s where ${documentsOf(object)}
               order by s.object desc, s.record_id desc limit ${SAMPLE}) n`,
  );
  const rows = await ctx.db.query<Frequency & { at: number }>(join(samples, " union all "));
  return rows.sort((a, b) => a.at - b.at);
}

function tableName(ctx: Ctx, object: ModelObject) {
  return raw(`'${quoted(ctx.company.schema)}.${quoted(object.table)}'`);
}
