import sql, { raw, type Sql } from "sql-template-tag";
import { quoted, tableOf } from "#engine/model/sql.ts";
import type { Queryable } from "#platform/database.ts";
import type { Stage } from "./stage.ts";

const CHUNK = 500;
const EVENT = "tx, at, name, object, record_id, actor_id, via, source, request_id, changes, data";

type Part = { table: string; key: string; columns: string };

/** A row and its side rows: what plain SQL writes, and nothing it would have to find out first. */
const PARTS: readonly Part[] = [
  { table: "account", key: "id", columns: "*" },
  { table: "event", key: "record_id", columns: EVENT },
  { table: "ownership_spell", key: "record_id", columns: "*" },
  { table: "search_doc", key: "record_id", columns: "*" },
  { table: "duplicate_key", key: "record_id", columns: "*" },
];

/** The records an import made, in the order of the file. */
export async function importedIds(stage: Stage, jobId: string): Promise<string[]> {
  const rows = await stage.engine.database.query<{ id: string }>(sql`
    select record_id as id from ${tableOf(stage.company, "import_row")}
     where job_id = ${jobId} and state = 'created' order by row_no`);
  return rows.map((row) => row.id);
}

/** Writes the same rows a second time under other ids, chunk by chunk, and returns the milliseconds that took; reading them is not counted. */
export async function writePlainly(stage: Stage, ids: readonly string[]): Promise<number> {
  let taken = 0;
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await rowsOf(stage, ids.slice(from, from + CHUNK));
    const began = performance.now();
    await insert(stage, rows);
    taken += performance.now() - began;
  }
  return taken;
}

/** Writes the rows of each record a second time, in a transaction for each and so many at once; records per second. */
export async function createPlainly(stage: Stage, ids: readonly string[], clients: number): Promise<number> {
  const waiting: string[][] = [];
  for (const id of ids) waiting.push(await rowsOf(stage, [id]));
  const began = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let rows = waiting.pop(); rows !== undefined; rows = waiting.pop()) await insert(stage, rows);
    }),
  );
  return ids.length / ((performance.now() - began) / 1_000);
}

async function rowsOf(stage: Stage, ids: readonly string[]): Promise<string[]> {
  return await Promise.all(
    PARTS.map(async (part) => (await stage.engine.database.query(copyOf(stage, part, ids)))[0]!.rows as string),
  );
}

async function insert(stage: Stage, rows: readonly string[]): Promise<void> {
  await stage.engine.database.transaction(async (tx) => {
    await Promise.all(PARTS.map((part, i) => tx.execute(insertOf(stage, part, rows[i]!))));
  });
}

/** Ids of version 7 become version 6: as new, and in the same order. */
const moved = (column: Sql) => sql`overlay(${column}::text placing '6' from 15)::uuid`;

function copyOf(stage: Stage, { table, key }: Part, ids: readonly string[]): Sql {
  const column = raw(`t.${key}`);
  const id = table === "ownership_spell" ? sql` || jsonb_build_object('id', ${moved(raw("t.id"))})` : raw("");
  const own = table === "account" ? raw("true") : raw("t.object = 'account'");
  return sql`
    select jsonb_agg(jsonb_strip_nulls(to_jsonb(t)) || jsonb_build_object(${raw(`'${key}'`)}, ${moved(column)})${id})::text as rows
      from ${tableOf(stage.company, table)} t where ${column} = any(${ids}::uuid[]) and ${own}`;
}

function insertOf(stage: Stage, { table, columns }: Part, rows: string): Sql {
  const target = raw(`${quoted(stage.company.schema)}."${table}"`);
  const list = columns === "*" ? raw("") : raw(`(${columns})`);
  return sql`insert into ${target} ${list} select ${raw(columns)} from jsonb_populate_recordset(null::${target}, ${rows}::jsonb)`;
}

/** Takes out what the import and plain SQL wrote: the company stays what it was for the next measurement. */
export async function removeImported(stage: Stage, jobId: string): Promise<void> {
  const rows = tableOf(stage.company, "import_row");
  const made = sql`select record_id as id from ${rows} where job_id = ${jobId} and state = 'created'`;
  await removing(stage, sql`select id from (${made}) m union all select ${moved(raw("id"))} from (${made}) m`, async (tx) => {
    await tx.execute(sql`delete from ${rows} where job_id = ${jobId}`);
    await tx.execute(sql`delete from ${tableOf(stage.company, "bulk_job")} where id = ${jobId}`);
  });
}

/** Takes out what plain SQL wrote for these records. */
export async function removeCopies(stage: Stage, ids: readonly string[]): Promise<void> {
  await removing(stage, sql`select ${moved(raw("id"))} as id from unnest(${ids}::uuid[]) id`, async () => undefined);
}

async function removing(stage: Stage, ids: Sql, rest: (tx: Queryable) => Promise<void>): Promise<void> {
  await stage.engine.database.transaction(async (tx) => {
    await tx.execute(sql`set local statement_timeout = 0`);
    // Nothing refers to these records; asking every table of each of them takes minutes.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.execute(sql`create temporary table gone on commit drop as ${ids}`);
    for (const { table, key } of PARTS) {
      const own = table === "account" ? raw("true") : raw("t.object = 'account'");
      await tx.execute(sql`delete from ${tableOf(stage.company, table)} t using gone where t.${raw(key)} = gone.id and ${own}`);
    }
    await rest(tx);
  });
}
