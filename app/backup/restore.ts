import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from, to } from "pg-copy-streams";
import type { FileStore } from "#platform/files.ts";
import { type Entry, type Foot, readArchive } from "./archive.ts";
import { copyOut, FORMAT, SAME_TEXT_EVERYWHERE, type Tally } from "./backup.ts";
import { copiedColumns, createTable, finishTables, qualified, quoted, type SequenceState, type TableShape } from "./catalog.ts";

type BackupHead = {
  kind: "backup";
  format: number;
  kehai: string;
  at: string;
  companies: { slug: string; name: string }[];
  schemas: string[];
  tables: TableShape[];
  sequences: SequenceState[];
  jobs: WaitingJob[];
};
export type WaitingJob = { name: string; payload: unknown; queue: string | null; runAt: string; key: string | null };

export type Restored = Tally & { at: string; version: string; companies: { slug: string; name: string }[]; jobs: WaitingJob[] };

/**
 * Makes the tables of a backup again exactly as they were, in one transaction, and reads every one of them back before it
 * commits. The start after it brings them to the present version, as it would have done in place.
 */
export async function restore(url: string, files: FileStore, path: string): Promise<Restored> {
  const client = new pg.Client({ connectionString: url });
  // A line that is cut makes the next statement fail, which says so; it must not end the process before that.
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("set statement_timeout = 0");
    await client.query(SAME_TEXT_EVERYWHERE);
    await client.query("begin");
    const restored = await readInto(client, files, path);
    await client.query("commit");
    await client.query("analyze");
    return restored;
  } finally {
    // Ends an open transaction as well: a failed restore leaves nothing.
    await client.end();
  }
}

async function readInto(client: pg.Client, files: FileStore, path: string): Promise<Restored> {
  let head: BackupHead | undefined;
  const feet = new Map<string, Foot>();
  let restoredFiles = 0;

  for await (const entry of readArchive(path)) {
    if (!head) {
      head = await begin(client, entry);
      continue;
    }
    if (entry.head.kind === "rows") {
      const shape = shapeOf(head, entry);
      await copyIn(client, shape, entry);
      feet.set(qualified(shape.schema, shape.table), entry.foot());
    } else if (entry.head.kind === "file") {
      await files.put(String(entry.head.key), Readable.from(entry.bytes));
      restoredFiles++;
    }
  }
  if (!head) throw new Error("The file is not a backup of Kehai.");

  for (const statement of finishTables(head.tables)) await client.query(statement);
  for (const { schema, table, column, value } of head.sequences) {
    if (Number(value) > 0)
      await client.query("select setval(pg_get_serial_sequence($1, $2), $3)", [qualified(schema, table), column, value]);
  }
  await verify(client, head.tables, feet);
  return {
    tables: feet.size,
    rows: [...feet.values()].reduce((sum, foot) => sum + Number(foot.rows), 0),
    files: restoredFiles,
    at: head.at,
    version: head.kehai,
    companies: head.companies,
    jobs: head.jobs,
  };
}

async function begin(client: pg.Client, entry: Entry): Promise<BackupHead> {
  const head = entry.head as unknown as BackupHead;
  if (head.kind !== "backup") throw new Error("The file is not a backup of Kehai.");
  if (head.format > FORMAT) throw new Error(`The backup was made by Kehai ${head.kehai}, which is newer than this one.`);
  await makeRoom(client);
  for (const schema of head.schemas) await client.query(`create schema ${quoted(schema)}`);
  for (const table of head.tables) await client.query(createTable(table));
  return head;
}

/** A database that has only been started holds the group's empty tables; one with a company is never touched. */
async function makeRoom(client: pg.Client): Promise<void> {
  const { rows } = await client.query("select to_regclass('kehai.company') is not null as known");
  if (!rows[0].known) return;
  const { rows: companies } = await client.query("select name from kehai.company limit 1");
  if (companies.length > 0)
    throw new Error(`The database is not empty: it holds ${companies[0].name}. Restore into an empty one.`);
  await client.query("drop schema kehai cascade");
}

function shapeOf(head: BackupHead, entry: Entry): TableShape {
  const shape = head.tables.find((table) => table.schema === entry.head.schema && table.table === entry.head.table);
  if (!shape) throw new Error(`The backup does not say what ${entry.head.schema}.${entry.head.table} is.`);
  return shape;
}

async function copyIn(client: pg.Client, shape: TableShape, entry: Entry): Promise<void> {
  const columns = copiedColumns(shape).map(quoted).join(", ");
  await pipeline(
    Readable.from(entry.bytes),
    client.query(from(`copy ${qualified(shape.schema, shape.table)} (${columns}) from stdin`)),
  );
}

async function verify(client: pg.Client, tables: readonly TableShape[], feet: ReadonlyMap<string, Foot>): Promise<void> {
  for (const shape of tables.filter((table) => table.partitionBy === null)) {
    const name = qualified(shape.schema, shape.table);
    const foot = feet.get(name);
    if (!foot) throw new Error(`The backup lacks the rows of ${name}.`);
    const hash = createHash("sha256");
    const copy = client.query(to(copyOut(shape)));
    for await (const piece of copy) hash.update(piece);
    if (copy.rowCount !== foot.rows || hash.digest("hex") !== foot.sha256) {
      throw new Error(`${name} came back different from what was saved. Nothing was restored.`);
    }
  }
}
