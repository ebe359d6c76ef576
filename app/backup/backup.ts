import { createReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { to } from "pg-copy-streams";
import manifest from "../../package.json" with { type: "json" };
import { type ArchiveWriter, writeArchive } from "./archive.ts";
import { copiedColumns, qualified, quoted, readSequences, readTables, type TableShape } from "./catalog.ts";

export const FORMAT = 1;

export type Tally = { tables: number; rows: number; files: number };

/** Writes everything of the group at one moment into one file, while others go on working. */
export async function backup(url: string, filesFolder: string, path: string): Promise<Tally> {
  const client = new pg.Client({ connectionString: url });
  // A line that is cut makes the next statement fail, which says so; it must not end the process before that.
  client.on("error", () => undefined);
  await client.connect();
  const archive = writeArchive(path);
  try {
    await client.query("set statement_timeout = 0");
    await client.query(SAME_TEXT_EVERYWHERE);
    await client.query("begin isolation level repeatable read read only");
    const tally = await writeEntries(client, archive, filesFolder);
    await archive.close();
    return tally;
  } catch (error) {
    await archive.abandon();
    throw error;
  } finally {
    await client.end();
  }
}

/** Rows come out as the same bytes wherever they are read; scans begin at the first row. */
export const SAME_TEXT_EVERYWHERE =
  "set timezone = 'UTC'; set datestyle = 'ISO'; set intervalstyle = 'postgres'; set extra_float_digits = 1; set synchronize_seqscans = off";

async function writeEntries(client: pg.Client, archive: ArchiveWriter, filesFolder: string): Promise<Tally> {
  const { rows: companies } = await client.query<{ schema: string; slug: string; name: string }>(
    "select schema, slug, name from kehai.company order by created_at",
  );
  const { rows: server } = await client.query("select current_setting('server_version') as version, now() as at");
  const schemas = ["kehai", ...companies.map((company) => company.schema)];
  const tables = await readTables(client, schemas);
  await archive.add({
    kind: "backup",
    format: FORMAT,
    kehai: manifest.version,
    postgres: server[0].version,
    at: server[0].at,
    companies: companies.map(({ slug, name }) => ({ slug, name })),
    schemas,
    tables,
    sequences: await readSequences(client, tables),
    jobs: await waitingJobs(client),
  });

  const tally: Tally = { tables: 0, rows: 0, files: 0 };
  for (const table of tables.filter((shape) => shape.partitionBy === null)) {
    const copy = client.query(to(copyOut(table)));
    const foot = await archive.add({ kind: "rows", schema: table.schema, table: table.table }, copy, () => ({
      rows: copy.rowCount,
    }));
    tally.tables++;
    tally.rows += foot.rows as number;
  }
  for await (const { key, path } of filesIn(filesFolder)) {
    await archive.add({ kind: "file", key }, createReadStream(path));
    tally.files++;
  }
  return tally;
}

export function copyOut(shape: TableShape): string {
  return `copy ${qualified(shape.schema, shape.table)} (${copiedColumns(shape).map(quoted).join(", ")}) to stdout`;
}

/** The queue's own tables belong to its library; what matters of them is what still has to be done. */
async function waitingJobs(client: pg.Client): Promise<Record<string, unknown>[]> {
  const { rows: known } = await client.query("select to_regclass('kehai_jobs._private_jobs') is not null as known");
  if (!known[0].known) return [];
  const { rows } = await client.query(
    `select t.identifier as name, j.payload, q.queue_name as queue, j.run_at as "runAt", j.key
     from kehai_jobs._private_jobs j join kehai_jobs._private_tasks t on t.id = j.task_id
     left join kehai_jobs._private_job_queues q on q.id = j.job_queue_id
     where j.attempts < j.max_attempts and t.identifier <> 'every-minute' order by j.id`,
  );
  return rows;
}

async function* filesIn(folder: string): AsyncGenerator<{ key: string; path: string }> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isFile() && !entry.name.endsWith(".draft")) yield { key: entry.name, path: join(entry.parentPath, entry.name) };
  }
}
