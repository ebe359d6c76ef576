import sql, { join, type Sql } from "sql-template-tag";
import type { Predicate } from "../access/access.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableRows } from "../records/table-rows.ts";
import { endingQueryOf, insideQueryOf, queryOf, type Token } from "./grams.ts";
import { documentsOf, searchTable } from "./index-records.ts";
import { holdsTokens } from "./match-words.ts";
import { planSearch, type SearchPlan } from "./plan-search.ts";
import { INSIDE, rankOf } from "./rank.ts";
import { reachOf } from "./reach.ts";
import { searchedFields } from "./search-document.ts";
import { isVisible, visibleIds } from "./visible.ts";

/** Hits shown of an object; one more is looked for, to say that there are more. */
export const SHOWN = 5;

export type Found = { object: string; id: string; rank: number };

/** So many records are looked through at once, in one statement and whatever they hold. */
const FEW = 20_000;

/** The last digits of a phone number first: only where they find too few are numbers that hold them inside looked for. */
export async function findMatches(
  ctx: Ctx,
  objects: readonly ModelObject[],
  plain: string,
  tokens: readonly Token[],
): Promise<Found[]> {
  const query = queryOf(tokens);
  const ending = endingQueryOf(tokens);
  // Numbers that hold the digits anywhere are few enough not to change how an object is best searched.
  const plans = await planSearch(ctx, objects, ending ?? query, (object) => shareOf(ctx.access.predicate(object, "read", "r")));
  const sizes = await Promise.all(objects.map((object) => tableRows(ctx, object)));
  const planned = objects.map((object, i): Planned => {
    const size = sizes[i]!;
    const isEndingFirst = ending !== null && hasNumbers(ctx, object) && size > FEW;
    return { object, size, plan: plans[i]!, query: isEndingFirst ? ending : query };
  });
  const parts = await Promise.all(halvesOf(planned).map((half) => matchesOfPlanned(ctx, half, plain, tokens)));
  const found = parts.flat();
  const short = planned.filter((one) => one.query !== query && missingOf(found, one.object) > 0).map(({ object }) => object);
  if (short.length === 0) return found;
  return [...found, ...(await numbersHolding(ctx, short, found, tokens))].sort((a, b) => b.rank - a.rank);
}

/** How many hits an object may still show that are better than what holds the words somewhere. */
function missingOf(found: readonly Found[], object: ModelObject): number {
  return SHOWN + 1 - found.filter((one) => one.object === object.name && one.rank >= INSIDE).length;
}

/** Numbers that hold the digits before their end. One is as good as another, so no more are fetched than are shown. */
async function numbersHolding(
  ctx: Ctx,
  objects: readonly ModelObject[],
  found: readonly Found[],
  tokens: readonly Token[],
): Promise<Found[]> {
  const parts = objects.map(
    (object) => sql`
      (select ${object.name}::text as object, s.record_id as id, ${INSIDE}::int as rank
         from (select s.record_id from ${searchTable(ctx.company)} s
                where ${documentsOf(object)} and s.grams @@ ${insideQueryOf(tokens)}::tsquery and ${holdsTokens(tokens, "document")} offset 0) s
        where ${isVisible(ctx, object, sql`s.record_id`)} limit ${missingOf(found, object)})`,
  );
  return await ctx.db.query<Found>(join(parts, " union all "));
}

function hasNumbers(ctx: Ctx, object: ModelObject): boolean {
  return reachOf(ctx, object) === "document" && searchedFields(object).some((field) => field.type === "phone");
}

type Planned = { object: ModelObject; size: number; plan: SearchPlan; query: string };

/** Among many records one statement keeps one processor busy and lets the others wait: the objects in two parts of about the same size. */
function halvesOf(planned: readonly Planned[]): Planned[][] {
  if (planned.every(({ size }) => size <= FEW)) return [[...planned]];
  const halves = [0, 1].map(() => ({ size: 0, objects: [] as Planned[] }));
  for (const one of [...planned].sort((a, b) => b.size - a.size)) {
    const [lighter] = halves.sort((a, b) => a.size - b.size);
    lighter!.objects.push(one);
    lighter!.size += one.size;
  }
  return halves.map(({ objects }) => objects).filter((objects) => objects.length > 0);
}

async function matchesOfPlanned(
  ctx: Ctx,
  planned: readonly Planned[],
  plain: string,
  tokens: readonly Token[],
): Promise<Found[]> {
  const byWords = planned.filter(({ plan }) => plan.way === "byWords");
  const hits = byWords.length === 0 ? [] : await hitsOf(ctx, byWords, plain, tokens);
  const parts = [
    ...hits.map((hit) => visibleHits(ctx, hit)),
    ...planned.flatMap(({ object, plan, query }) =>
      plan.way === "byWords" ? [] : [matchesOf(ctx, object, plan, query, plain, tokens)],
    ),
  ];
  return parts.length === 0 ? [] : await ctx.db.query<Found>(join(parts, " union all "));
}

function shareOf(predicate: Predicate): number {
  return predicate.kind === "all" ? 1 : predicate.kind === "none" ? 0 : predicate.share;
}

/** What of an object holds the words, best first, as the text of two arrays: it only comes to be sent back. */
type Hits = { object: string; ids: string; ranks: string };

/** Every document of rare words, ranked, before access is asked: most objects hold none, and asking access of all is what takes time to plan. */
async function hitsOf(ctx: Ctx, planned: readonly Planned[], plain: string, tokens: readonly Token[]): Promise<Hits[]> {
  const parts = planned.map(({ object, query }) => {
    const reach = reachOf(ctx, object);
    return sql`
      select s.object, s.record_id, ${rankOf(plain, tokens, reach)} as rank
        from ${searchTable(ctx.company)} s
       where ${documentsOf(object)} and s.grams @@ ${query}::tsquery and ${holdsTokens(tokens, reach)}`;
  });
  return await ctx.db.query<Hits>(sql`
    select h.object, array_agg(h.record_id order by h.rank desc, h.record_id desc)::text as ids,
           array_agg(h.rank order by h.rank desc, h.record_id desc)::text as ranks
      from (${join(parts, " union all ")}) h group by h.object`);
}

/** The arrays are walked in their order, so that access is asked of the best ones only. */
function visibleHits(ctx: Ctx, { object, ids, ranks }: Hits): Sql {
  return sql`(select ${object}::text as object, h.id, h.rank
     from unnest(${ids}::uuid[], ${ranks}::int[]) h(id, rank)
    where ${isVisible(ctx, ctx.model.objects.get(object)!, sql`h.id`)} limit ${SHOWN + 1})`;
}

type CommonPlan = Exclude<SearchPlan, { way: "byWords" }>;

/** The matches of common words in an object. */
function matchesOf(ctx: Ctx, object: ModelObject, plan: CommonPlan, query: string, plain: string, tokens: readonly Token[]): Sql {
  const best = (candidates: Sql) => sql`
    (select ${object.name}::text as object, c.record_id as id, c.rank
       from (${candidates}) c order by c.rank desc, c.record_id desc limit ${SHOWN + 1})`;
  const reach = reachOf(ctx, object);
  // "is true" keeps the condition from the index on lexemes: its bitmap of a third of all documents is what this way avoids.
  const matches = sql`(s.grams @@ ${query}::tsquery) is true and ${holdsTokens(tokens, reach)}`;
  const document = sql`${searchTable(ctx.company)} s`;
  const rank = rankOf(plain, tokens, reach);
  if (plan.way === "visible") {
    // Looked up one by one: joined, the planner would rather compare the words with every document there is.
    return best(sql`
      select s.record_id, s.rank from ${visibleIds(ctx, object)} v cross join lateral (
        select s.record_id, ${rank} as rank from ${document}
         where ${documentsOf(object)} and s.record_id = v.id and ${matches} offset 0) s`);
  }
  return best(sql`
    (select s.record_id, ${rank} as rank from ${document}
      where ${documentsOf(object)} and ${matches} and ${isVisible(ctx, object, sql`s.record_id`)}
      order by s.object desc, s.record_id desc limit ${plan.candidates})
    union
    (select s.record_id, ${rank} as rank from ${document}
      where ${documentsOf(object)} and s.title collate "C" >= ${plain} and s.title collate "C" < ${`${plain}\u{10ffff}`}
        and ${isVisible(ctx, object, sql`s.record_id`)}
      order by s.title collate "C" limit ${SHOWN + 1})`);
}
