import sql, { raw } from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { ModelObject } from "../model/model.ts";
import { quoted } from "../model/sql.ts";
import type { DesiredTable } from "./desired.ts";

/**
 * The search documents of one object lie in a partition with an index of its own: what is common in one object costs nothing
 * where it is rare (a company's legal form among people's names), and a statement about one is planned without the others.
 */
export function documentPartition(object: ModelObject) {
  const name = `search_doc_${object.table}`.slice(0, 60);
  return {
    name,
    partitionOf: { table: "search_doc", value: object.name },
    columns: [],
    constraints: [],
    indexes: [
      { name: name.replace("search_doc_", "search_doc_grams_").slice(0, 60), columns: "grams", method: "gin", serves: "search" },
    ],
  } satisfies DesiredTable;
}

/** The statement that makes a partition for one value unless it is there. */
export function createPartitionSql(name: string, { table, value }: { table: string; value: string }, schema: string): string {
  return `create table if not exists ${schema}.${quoted(name)} partition of ${schema}.${quoted(table)} for values in ('${value}')`;
}

/**
 * A company that began before there were partitions has its documents in one table: moves those of searched objects, once, without
 * their indexes on words, which are built like any other that is missing. Millions of documents take minutes, in which nobody can write.
 */
export async function splitDocuments(tx: Queryable, schema: string, objects: readonly ModelObject[]): Promise<void> {
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
  for (const object of objects) {
    const { name, partitionOf } = documentPartition(object);
    await tx.execute(raw(createPartitionSql(name, partitionOf, schema)));
    await tx.execute(
      sql`insert into ${raw(`${schema}.search_doc`)} select * from ${raw(`${schema}.search_doc_whole`)} where object = ${object.name}`,
    );
  }
  await tx.execute(raw(`drop table ${schema}.search_doc_whole`));
}
