import sql, { join, type Sql } from "sql-template-tag";
import type { ModelObject } from "../model/model.ts";
import { ident } from "../model/sql.ts";
import { queryOf, type Token, tokensOf } from "./grams.ts";
import { documentsOf, searchTable } from "./index-records.ts";
import { isSearched } from "./is-searched.ts";
import { plainText } from "./plain-text.ts";

/** What of a document may be compared: everything, its title alone when the actor may not read every searched field, or nothing when not even that. */
export type Reach = "document" | "title" | "nothing";

/** The condition behind a list's own search box: the row's search document contains every word. */
export function matchWords(
  company: { schema: string },
  object: ModelObject,
  words: string,
  alias: string,
  reach: Reach = "document",
): Sql {
  const tokens = tokensOf(plainText(words)).slice(0, 8);
  if (tokens.length === 0 || reach === "nothing" || !isSearched(object)) return sql`false`;
  return sql`${ident(alias)}.id in (
    select s.record_id from ${searchTable(company)} s
     where ${documentsOf(object)} and s.grams @@ ${queryOf(tokens)}::tsquery and ${holdsTokens(tokens, reach)})`;
}

/** The recheck on the text itself: windows side by side are not yet a substring. Over the alias `s`. */
export function holdsTokens(tokens: readonly Token[], reach: Reach): Sql {
  return join(
    tokens.map((token) => holdsToken(token, reach)),
    " and ",
  );
}

function holdsToken({ kind, text }: Token, reach: Reach): Sql {
  // Tokens hold letters and digits only, so nothing in the pattern needs escaping.
  const pattern = `%${text}%`;
  const places = [sql`s.title like ${pattern}`];
  if (reach === "document") places.push(sql`s.body like ${pattern}`);
  if (kind === "word" && /^[a-z]+$/.test(text)) places.push(sql`s.pinyin like ${pattern}`, sql`s.initials like ${pattern}`);
  if (kind === "word" && /^\d+$/.test(text) && reach === "document") places.push(sql`s.digits like ${pattern}`);
  return sql`(${join(places, " or ")})`;
}
