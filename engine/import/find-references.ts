import sql, { type Sql } from "sql-template-tag";
import { visible } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { ident, tableOf } from "../model/sql.ts";
import { searchTable } from "../search/index-records.ts";
import { isSearched } from "../search/is-searched.ts";
import { plainText } from "../search/plain-text.ts";

/** What a text in a file refers to: one record, or several, which only a person can decide. Absent: none. */
export type Reference = { id: string } | { several: number };

/** Finds records by what files call them, in one query for all texts; only records the actor may read. */
export async function findReferences(
  ctx: Ctx,
  object: ModelObject,
  lookup: string,
  texts: readonly string[],
): Promise<Map<string, Reference>> {
  if (texts.length === 0) return new Map();
  const byTitle = lookup === object.title && isSearched(object);
  const rows = await ctx.db.query<{ text: string; id: string }>(
    byTitle ? titleSql(ctx, object, texts) : columnSql(ctx, object, lookup, texts),
  );
  const found = new Map<string, Set<string>>();
  for (const { text, id } of rows) found.set(text, (found.get(text) ?? new Set()).add(id));
  return new Map([...found].map(([text, ids]) => [text, ids.size === 1 ? { id: [...ids][0]! } : { several: ids.size }] as const));
}

/** Titles are compared as the search keeps them: width, case and traditional characters make no difference. */
function titleSql(ctx: Ctx, object: ModelObject, texts: readonly string[]): Sql {
  return sql`
    select t.text, s.record_id as id
      from unnest(${texts}::text[], ${texts.map((text) => plainText(text).slice(0, 200))}::text[]) as t(text, plain)
      join ${searchTable(ctx.company)} s on s.object = ${object.name} and s.title collate "C" = t.plain
      join ${tableOf(ctx.company, object.table)} r on r.id = s.record_id and r.deleted_at is null and ${readable(ctx, object)}`;
}

function columnSql(ctx: Ctx, object: ModelObject, lookup: string, texts: readonly string[]): Sql {
  const column = sql`r.${ident(object.fields.get(lookup)!.columns[0]!.column)}`;
  return sql`
    select ${column}::text as text, r.id from ${tableOf(ctx.company, object.table)} r
     where ${column} = any(${texts}::text[]) and r.deleted_at is null and ${readable(ctx, object)}`;
}

function readable(ctx: Ctx, object: ModelObject): Sql {
  return visible(ctx.access.predicate(object, "read", "r"));
}
