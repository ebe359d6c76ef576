import sql, { type Sql } from "sql-template-tag";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident } from "../model/sql.ts";
import { queryOf, tokensOf } from "./grams.ts";
import { documentsOf, searchTable } from "./index-records.ts";
import { isSearched } from "./is-searched.ts";
import { plainText } from "./plain-text.ts";
import { searchedFields } from "./search-document.ts";

/**
 * A condition that every record whose field contains the text satisfies, answered by the search table's index; null when that
 * index does not cover the field or the text. It only narrows: the caller still compares the text itself.
 */
export function narrowedByGrams(
  company: { schema: string },
  object: ModelObject,
  field: ModelField,
  text: string,
  alias: string,
): Sql | null {
  const isCovered =
    isSearched(object) &&
    COVERED.has(field.type) &&
    [object.title, ...searchedFields(object).map(({ name }) => name)].includes(field.name);
  const tokens = isCovered ? tokensOf(plainText(text)).slice(0, 8) : [];
  // A single letter may be the last of a word, and no window begins there.
  if (tokens.length === 0 || tokens.some(({ kind, text: run }) => kind === "word" && run.length < 2)) return null;
  return sql`${ident(alias)}."id" in (select s."record_id" from ${searchTable(company)} s
    where ${documentsOf(object)} and s."grams" @@ ${queryOf(tokens)}::tsquery)`;
}

/** Long texts are searched by their beginning only, phones by their digits: neither covers every substring. */
const COVERED = new Set(["text", "email", "autoNumber"]);
