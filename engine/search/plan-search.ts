import sql, { join } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableRows } from "../records/table-rows.ts";
import { documentPartition } from "../schema/search-partitions.ts";
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
const LEAST_CANDIDATES = 20;

export type SearchPlan = { way: "byWords" } | { way: "newest"; candidates: number } | { way: "visible" };
type Frequency = { documents: number; part: number };

const BY_WORDS: SearchPlan = { way: "byWords" };

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
  const sizes = await Promise.all(objects.map((object) => tableRows(ctx, object)));
  const large = objects.flatMap((object, i) => (sizes[i]! > FETCH_ALL ? [{ object, documents: sizes[i]! }] : []));
  const frequencies = large.length === 0 ? null : await frequenciesOf(ctx, large, query);
  return objects.map((object) => {
    const frequency = frequencies?.get(object);
    return frequency === undefined ? BY_WORDS : planOf(frequency, shareOf(object));
  });
}

type Sized = { object: ModelObject; documents: number };

/** How common the words are in each object; null when they are rare in all of them. */
async function frequenciesOf(ctx: Ctx, large: readonly Sized[], query: string): Promise<Map<ModelObject, Frequency> | null> {
  const objects = large.map(({ object }) => object);
  // The statistics know whole lexemes; how many begin with a letter they can only guess.
  const expected = query.includes(":*") ? null : await expectedMatches(ctx, objects, query);
  if (expected !== null && sumOf(expected.values()) <= FETCH_ALL) return null;
  const parts = await sampleParts(ctx, objects, query);
  return new Map(
    large.map(({ object, documents }, i) => {
      // What has been common for years may stand in none of the newest, and the other way round.
      const known = Math.min(1, (expected?.get(documentPartition(object).name) ?? 0) / documents);
      return [object, { documents, part: Math.max(parts[i]!, known) }];
    }),
  );
}

/** The way that costs least: by how common the words are in an object, and what share of it the actor sees. */
export function planOf({ documents, part }: Frequency, share: number): SearchPlan {
  if (part * documents <= FETCH_ALL) return BY_WORDS;
  if (share * documents <= COMPARE_ALL) return { way: "visible" };
  const candidates = Math.round(part * share * WALK);
  return { way: "newest", candidates: Math.min(MOST_CANDIDATES, Math.max(LEAST_CANDIDATES, candidates)) };
}

type Plan = { "Plan Rows": number; "Relation Name"?: string; Plans?: Plan[] };

/** About how many documents of each partition match, by the statistics on lexemes. */
async function expectedMatches(ctx: Ctx, objects: readonly ModelObject[], query: string): Promise<ReadonlyMap<string, number>> {
  const [row] = await ctx.db.query(sql`
    explain (format json) select 1 from ${searchTable(ctx.company)} s
     where (${join(objects.map(documentsOf), " or ")}) and s.grams @@ ${query}::tsquery`);
  const plan: Plan = row!["QUERY PLAN"][0].Plan;
  const scans = scansOf(plan);
  // Of a scan that is shared among processes each says its own part.
  const shared = plan["Plan Rows"] / Math.max(1, sumOf(scans.map((scan) => scan["Plan Rows"])));
  return new Map(scans.map((scan) => [scan["Relation Name"]!, scan["Plan Rows"] * shared]));
}

function scansOf(plan: Plan): Plan[] {
  return plan["Relation Name"] === undefined ? (plan.Plans ?? []).flatMap(scansOf) : [plan];
}

function sumOf(numbers: Iterable<number>): number {
  return [...numbers].reduce((sum, number) => sum + number, 0);
}

/** Of the newest documents of each object, the part that match. */
async function sampleParts(ctx: Ctx, objects: readonly ModelObject[], query: string): Promise<number[]> {
  const samples = objects.map(
    (object, at) => sql`
      select ${at}::int as at, coalesce(avg((n.grams @@ ${query}::tsquery)::int), 0)::float8 as part
        from (select s.grams from ${searchTable(ctx.company)} s where ${documentsOf(object)}
               order by s.object desc, s.record_id desc limit ${SAMPLE}) n`,
  );
  const rows = await ctx.db.query<{ at: number; part: number }>(join(samples, " union all "));
  return rows.sort((a, b) => a.at - b.at).map(({ part }) => part);
}
