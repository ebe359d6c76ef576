import type { Ctx } from "../ctx.ts";
import { pluralLabel, wordsOf } from "../labels.ts";
import type { ModelObject } from "../model/model.ts";
import type { SearchAnswer } from "../wire.ts";
import { type Found, findMatches, SHOWN } from "./find-matches.ts";
import { findMisspelt } from "./find-misspelt.ts";
import { tokensOf } from "./grams.ts";
import { describeHits } from "./hits.ts";
import { isSearched } from "./is-searched.ts";
import { plainText } from "./plain-text.ts";
import { reachOf } from "./reach.ts";

const MOST_TOKENS = 8;

/** Finds records of any object by words, pinyin, initials or digits: best first, at most five an object, only what the actor may see. */
export async function search(ctx: Ctx, q: string, objects?: readonly string[]): Promise<SearchAnswer> {
  const plain = plainText(q).slice(0, 100);
  const tokens = tokensOf(plain).slice(0, MOST_TOKENS);
  const searched = [...ctx.model.objects.values()].filter(
    (object) => isSearched(object) && (objects === undefined || objects.includes(object.name)) && maySearch(ctx, object),
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

function maySearch(ctx: Ctx, object: ModelObject): boolean {
  return ctx.access.predicate(object, "read", "r").kind !== "none" && reachOf(ctx, object) !== "nothing";
}

function bestRank(found: readonly Found[], object: string): number {
  return Math.max(...found.filter((one) => one.object === object).map((one) => one.rank));
}
