import sql, { raw } from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import { snake } from "../model/names.ts";
import { quoted } from "../model/sql.ts";
import type { DesiredTable } from "./desired.ts";

/**
 * The search documents of one object lie in a partition with an index of its own: what is common in one object costs nothing
 * where it is rare (a company's legal form among people's names), and a statement about one is planned without the others.
 */
export function documentPartition(object: { name: string }): DesiredTable {
  const name = partitionName(object.name);
  return {
    name,
    partitionOf: { table: "search_doc", value: object.name },
    columns: [],
    constraints: [],
    indexes: [
      { name: name.replace("search_doc_", "search_doc_grams_").slice(0, 60), columns: "grams", method: "gin", serves: "search" },
    ],
  };
}

function partitionName(object: string): string {
  return `search_doc_${snake(object)}`.slice(0, 60);
}

export function createPartitionSql(name: string, { table, value }: { table: string; value: string }, schema: string): string {
  return `create table if not exists ${schema}.${quoted(name)} partition of ${schema}.${quoted(table)} for values in ('${value}')`;
}

/**
 * A company that began before there were partitions has its documents in one table: moves them, once, without their indexes on
 * words, which are built like any other that is missing. Takes minutes for millions of documents, in which nobody can write.
 */
export async function splitDocuments(tx: Queryable, companySchema: string): Promise<void> {
  const schema = quoted(companySchema);
  const [table] = await tx.query<{ isWhole: boolean }>(
    sql`select relkind = 'r' as "isWhole" from pg_class where oid = to_regclass(${`${schema}.search_doc`})`,
  );
  if (!table?.isWhole) return;

  await tx.execute(raw("set local statement_timeout = 0"));
  await tx.execute(raw(`alter table ${schema}.search_doc rename to search_doc_whole`));
  await tx.execute(raw(`alter table ${schema}.search_doc_whole drop constraint search_doc_pkey`));
  await tx.execute(raw(`drop index if exists ${schema}.search_doc_title`));
  const like = `(like ${schema}.search_doc_whole including defaults, primary key (object, record_id))`;
  await tx.execute(raw(`create table ${schema}.search_doc ${like} partition by list (object)`));
  const objects = await tx.query<{ object: string }>(raw(`select distinct object from ${schema}.search_doc_whole`));
  for (const { object } of objects)
    await tx.execute(raw(createPartitionSql(partitionName(object), { table: "search_doc", value: object }, schema)));
  await tx.execute(raw(`insert into ${schema}.search_doc select * from ${schema}.search_doc_whole`));
  await tx.execute(raw(`drop table ${schema}.search_doc_whole`));
}
