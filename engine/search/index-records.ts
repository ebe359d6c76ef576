import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord } from "../object.ts";
import { isSearched } from "./is-searched.ts";
import { searchDocument } from "./search-document.ts";

/** Writes the search rows of records as they stand, in one statement for the whole chunk. */
export async function indexForSearch(ctx: Ctx, object: ModelObject, records: readonly AnyRecord[]): Promise<void> {
  if (records.length === 0 || !isSearched(object)) return;
  const documents = records.map((record) => searchDocument(object, record));
  const column = (pick: (document: (typeof documents)[number]) => string) => sql`${documents.map(pick)}::text[]`;

  await ctx.db.execute(sql`
    insert into ${searchTable(ctx.company)} (object, record_id, title, body, grams, pinyin, initials, digits, updated_at)
    select ${object.name}, d.id, d.title, d.body, array_to_tsvector(string_to_array(d.grams, ' ')), d.pinyin, d.initials, d.digits, ${ctx.clock.now()}::timestamptz
      from unnest(${join(
        [
          sql`${records.map((record) => record.id)}::uuid[]`,
          column((d) => d.title),
          column((d) => d.body),
          column((d) => d.grams),
          column((d) => d.pinyin),
          column((d) => d.initials),
          column((d) => d.digits),
        ],
        ", ",
      )}) as d(id, title, body, grams, pinyin, initials, digits)
    on conflict (object, record_id) do update
      set title = excluded.title, body = excluded.body, grams = excluded.grams, pinyin = excluded.pinyin,
          initials = excluded.initials, digits = excluded.digits, updated_at = excluded.updated_at
      -- An edit of an unsearched field must not write a new index entry.
      where (search_doc.title, search_doc.body, search_doc.digits) is distinct from (excluded.title, excluded.body, excluded.digits)`);
}

/** Removes records from the search, as when they are deleted. */
export async function dropFromSearch(ctx: Ctx, object: ModelObject, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || !isSearched(object)) return;
  await ctx.db.execute(
    sql`delete from ${searchTable(ctx.company)} where object = ${object.name} and record_id = any(${ids}::uuid[])`,
  );
}

/** The search documents of a company, every object's in a partition of its own. */
export function searchTable(company: { schema: string }): Sql {
  return tableOf(company, "search_doc");
}

/** Documents of one object, over the alias `s`. Written as a constant: only so does the planner know which of the indexes applies. */
export function documentsOf(object: Pick<ModelObject, "name">): Sql {
  if (!/^\w+$/.test(object.name)) throw new Error(`not an object: ${object.name}`);
  return raw(`s.object = '${object.name}'`);
}
