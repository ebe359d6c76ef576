import sql, { join } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { distance } from "./distance.ts";
import { type Found, SHOWN } from "./find-matches.ts";
import { forgivingQueryOf, isForgivable, type Token, tokensOf } from "./grams.ts";
import { documentsOf, searchTable } from "./index-records.ts";
import { isVisible } from "./visible.ts";

/** Candidates whose spelling is compared when nothing was found as typed. */
const MOST_GUESSES = 500;

/** Titles that hold every word but for a slip or two in the Latin ones. */
export async function findMisspelt(ctx: Ctx, objects: readonly ModelObject[], tokens: readonly Token[]): Promise<Found[]> {
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
