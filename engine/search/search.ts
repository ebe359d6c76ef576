import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import type { Predicate } from "../access/access.ts";
import type { Ctx } from "../ctx.ts";
import { pluralLabel, wordsOf } from "../labels.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { SearchAnswer } from "../wire.ts";
import { distance } from "./distance.ts";
import { endingQueryOf, forgivingQueryOf, isForgivable, queryOf, type Token, tokensOf } from "./grams.ts";
import { describeHits } from "./hits.ts";
import { documentsOf, searchTable } from "./index-records.ts";
import { isSearched } from "./is-searched.ts";
import { holdsTokens, type Reach } from "./match-words.ts";
import { plainText } from "./plain-text.ts";
import { planSearch, type SearchPlan } from "./plan-search.ts";
import { searchedFields } from "./search-document.ts";

const SHOWN = 5;
const MOST_TOKENS = 8;
/** The rank of a phone number that holds the digits before its end. */
const INSIDE = 45;
/** Candidates whose spelling is compared when nothing was found as typed. */
const MOST_GUESSES = 500;

export type Found = { object: string; id: string; rank: number };

/** Finds records of any object by words, pinyin, initials or digits: best first, at most five an object, only what the actor may see. */
export async function search(ctx: Ctx, q: string, objects?: readonly string[]): Promise<SearchAnswer> {
  const plain = plainText(q).slice(0, 100);
  const tokens = tokensOf(plain).slice(0, MOST_TOKENS);
  const searched = [...ctx.model.objects.values()].filter(
    (object) => isSearched(object) && (objects === undefined || objects.includes(object.name)) && mayRead(ctx, object),
  );
  if (tokens.length === 0 || searched.length === 0) return { groups: [] };

  let found = await findMatches(ctx, searched, plain, tokens);
  if (found.length === 0) found = await findMisspelt(ctx, searched, tokens);

  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  const hits = await describeHits(ctx, found, tokens, SHOWN);
  return {
    groups: searched
      .filter((object) => hits.has(object.name))
      .map((object) => ({
        object: object.name,
        label: pluralLabel(words, object),
        more: found.filter((one) => one.object === object.name).length > SHOWN,
        hits: hits.get(object.name)!,
      }))
      .sort((a, b) => bestRank(found, b.object) - bestRank(found, a.object)),
  };
}

function mayRead(ctx: Ctx, object: ModelObject): boolean {
  return ctx.access.predicate(object, "read", "r").kind !== "none";
}

function bestRank(found: readonly Found[], object: string): number {
  return Math.max(...found.filter((one) => one.object === object).map((one) => one.rank));
}

/** The last digits of a phone number first: only where they find too few is every number that holds them looked through. */
async function findMatches(ctx: Ctx, objects: readonly ModelObject[], plain: string, tokens: readonly Token[]): Promise<Found[]> {
  const query = queryOf(tokens);
  const ending = endingQueryOf(tokens);
  // Numbers that hold the digits anywhere are few enough not to change how an object is best searched.
  const plans = await planSearch(ctx, objects, ending ?? query, (object) => shareOf(ctx.access.predicate(object, "read", "r")));
  const planned = objects.map((object, i) => ({ object, plan: plans[i]! }));
  const found = await matchesOfQuery(ctx, planned, ending ?? query, plain, tokens);
  const short = planned.filter(({ object }) => ending !== null && hasNumbers(ctx, object) && !isFull(found, object));
  if (short.length === 0) return found;
  const again = new Set(short.map(({ object }) => object.name));
  return [...found.filter((one) => !again.has(one.object)), ...(await matchesOfQuery(ctx, short, query, plain, tokens))];
}

function isFull(found: readonly Found[], object: ModelObject): boolean {
  return found.filter((one) => one.object === object.name && one.rank > INSIDE).length > SHOWN;
}

function hasNumbers(ctx: Ctx, object: ModelObject): boolean {
  return reachOf(ctx, object) === "document" && searchedFields(object).some((field) => field.type === "phone");
}

type Planned = { object: ModelObject; plan: SearchPlan };

async function matchesOfQuery(
  ctx: Ctx,
  planned: readonly Planned[],
  query: string,
  plain: string,
  tokens: readonly Token[],
): Promise<Found[]> {
  const byWords = planned.filter(({ plan }) => plan.way === "byWords").map(({ object }) => object);
  const hits = byWords.length === 0 ? [] : await hitsOf(ctx, byWords, query, plain, tokens);
  const parts = [
    ...hits.map((hit) => visibleHits(ctx, hit)),
    ...planned.flatMap(({ object, plan }) =>
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
async function hitsOf(
  ctx: Ctx,
  objects: readonly ModelObject[],
  query: string,
  plain: string,
  tokens: readonly Token[],
): Promise<Hits[]> {
  const parts = objects.map((object) => {
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
    return best(sql`
      select s.record_id, ${rank} as rank from ${visibleIds(ctx, object)} v
        join ${document} on ${documentsOf(object)} and s.record_id = v.id
       where ${matches}`);
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

/** 100 the very title, then its beginning, its inside by characters, sound and initials, digits, and the rest of the document. */
function rankOf(plain: string, tokens: readonly Token[], reach: Reach): Sql {
  const sound = tokens.map((token) => token.text).join("");
  const spoken = /^[a-z]+$/.test(sound)
    ? sql`when s.pinyin = ${sound} or s.initials = ${sound} then 75
          when s.initials like ${`${sound}%`} then 70 when s.pinyin like ${`${sound}%`} then 68
          when s.initials like ${`%${sound}%`} then 55 when s.pinyin like ${`%${sound}%`} then 50`
    : empty;
  const digits =
    /^\d+$/.test(sound) && reach === "document"
      ? sql`when s.digits = ${sound} then 90 when s.digits like ${`%${sound}`} then 65 when s.digits like ${`%${sound}%`} then ${raw(String(INSIDE))}`
      : empty;
  const escaped = plain.replace(/[\\%_]/g, "\\$&");
  return sql`case when s.title = ${plain} then 100 when s.title like ${`${escaped}%`} then 80
    when s.title like ${`%${escaped}%`} then 60 ${digits} ${spoken} else 20 end`;
}

/** Whether a search row may be compared beyond its title: a hidden or masked field must not be found out by searching for it. */
export function reachOf(ctx: Ctx, object: ModelObject): Reach {
  const closed = searchedFields(object).some((field) => ["hide", "mask"].includes(ctx.access.field(object, field.name)));
  return closed ? "title" : "document";
}

/** Asked by primary key, row by row: the match is rare, access is what varies. */
function isVisible(ctx: Ctx, object: ModelObject, id: Sql): Sql {
  return sql`exists (select 1 from ${tableOf(ctx.company, object.table)} r where r.id = ${id} and r.deleted_at is null and ${anyBranch(ctx, object)} offset 0)`;
}

function anyBranch(ctx: Ctx, object: ModelObject): Sql {
  const predicate = ctx.access.predicate(object, "read", "r");
  if (predicate.kind === "all") return sql`true`;
  if (predicate.kind === "none" || predicate.branches.length === 0) return sql`false`;
  return sql`(${join(
    predicate.branches.map((branch) => sql`(${branch.where})`),
    " or ",
  )})`;
}

function visibleIds(ctx: Ctx, object: ModelObject): Sql {
  const predicate = ctx.access.predicate(object, "read", "r");
  const branches = predicate.kind === "branches" ? predicate.branches.map((branch) => branch.where) : [sql`true`];
  const parts = branches.map(
    (where) => sql`select r.id from ${tableOf(ctx.company, object.table)} r where r.deleted_at is null and (${where})`,
  );
  return sql`(${join(parts, " union ")} offset 0)`;
}

/** Titles that hold every word but for a slip or two in the Latin ones. */
async function findMisspelt(ctx: Ctx, objects: readonly ModelObject[], tokens: readonly Token[]): Promise<Found[]> {
  const query = forgivingQueryOf(tokens);
  if (query === null) return [];
  const guesses = objects.map(
    (object) => sql`
      (select ${object.name}::text as object, s.record_id as id, s.title
         from (select s.record_id, s.title from ${searchTable(ctx.company)} s
                where ${documentsOf(object)} and s.grams @@ ${query}::tsquery limit ${MOST_GUESSES}) s
        where ${isVisible(ctx, object, sql`s.record_id`)})`,
  );
  const rows = await ctx.db.query<{ object: string; id: string; title: string }>(sql`${join(guesses, " union all ")}`);
  const near = rows.flatMap((row) => {
    const slips = slipsIn(row.title, tokens);
    return slips === null ? [] : [{ object: row.object, id: row.id, rank: 40 - 5 * slips }];
  });
  near.sort((a, b) => b.rank - a.rank || (a.id < b.id ? 1 : -1));
  return objects.flatMap((object) => near.filter((one) => one.object === object.name).slice(0, SHOWN + 1));
}

function slipsIn(title: string, tokens: readonly Token[]): number | null {
  const words = tokensOf(title).map((token) => token.text);
  let slips = 0;
  for (const token of tokens) {
    const most = !isForgivable(token) ? 0 : token.text.length < 8 ? 1 : 2;
    const nearest = Math.min(...words.map((word) => (word.includes(token.text) ? 0 : distance(token.text, word))));
    if (nearest > most) return null;
    slips += nearest;
  }
  return slips;
}
