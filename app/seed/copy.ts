import { once } from "node:events";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";

export type Copy = { write(row: readonly unknown[]): void; flushed(): Promise<void>; end(): Promise<void> };

const CHUNK = 256 * 1024;

/** Opens one COPY into a table on a client of its own. Rows are buffered; await `flushed()` now and then to keep memory level. */
export async function openCopy(client: pg.PoolClient, table: string, columns: readonly string[]): Promise<Copy> {
  // References are right by construction; checking each of ten million would take longer than writing them.
  await client.query("set session_replication_role = replica");
  await client.query("set statement_timeout = 0");
  await client.query("set synchronous_commit = off");
  const stream = client.query(copyFrom(`copy ${table} (${columns.map((column) => `"${column}"`).join(", ")}) from stdin`));
  const finished = once(stream, "finish");
  let buffer = "";

  const flush = () => {
    if (buffer === "") return;
    stream.write(buffer);
    buffer = "";
  };
  return {
    write(row) {
      buffer += `${row.map(cell).join("\t")}\n`;
      if (buffer.length > CHUNK) flush();
    },
    async flushed() {
      // Asked of the stream itself: it may have drained while another copy was waited for.
      if (stream.writableNeedDrain) await once(stream, "drain");
    },
    async end() {
      flush();
      stream.end();
      await finished;
      await client.query("reset all");
    },
  };
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return "\\N";
  if (typeof value === "string") return escaped(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return escaped(`{${value.map((part) => `"${String(part).replace(/["\\]/g, "\\$&")}"`).join(",")}}`);
  if (typeof value === "object") return escaped(JSON.stringify(value));
  return String(value);
}

function escaped(text: string): string {
  return /[\\\t\n\r]/.test(text)
    ? text.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n").replace(/\r/g, "\\r")
    : text;
}
