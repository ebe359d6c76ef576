import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import pg from "pg";
import Cursor from "pg-cursor";
import type { Sql } from "sql-template-tag";

export type Row = Record<string, any>;

/** What SQL runs on: the pool, or one transaction. */
export type Queryable = {
  query<R extends Row = Row>(statement: Sql): Promise<R[]>;
  /** Rows touched. */
  execute(statement: Sql): Promise<number>;
};

export type Transaction = Queryable & {
  /** The driver's client, for COPY and cursors only. */
  client: pg.PoolClient;
};

export type Database = Queryable & {
  pool: pg.Pool;
  /** Runs work in one transaction; a deadlock or serialisation failure is retried once. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** Batches of rows from a server-side cursor in one snapshot; holds a connection until the iteration ends. */
  stream<R extends Row = Row>(statement: Sql, batch?: number): AsyncGenerator<R[]>;
  /** Runs DDL that may not stand in a transaction or takes longer than a request may. */
  maintain(statement: string): Promise<void>;
  close(): Promise<void>;
};

// Dates and timestamps stay text: a date never shifts, an instant is rendered once, at the edge. Decimals stay text.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (value: string) => value);
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, (value: string) => new Date(value).toISOString());
types.setTypeParser(pg.types.builtins.INT8, (value: string) => Number(value));

/** Opens a pool of at most ten connections; requests are cut off after ten seconds. */
export function openDatabase(url: string, options: { max?: number; statementTimeout?: number } = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    types,
    statement_timeout: options.statementTimeout ?? 10_000,
    // A prepared list query must see its constants: generic plans ignore how selective a value is.
    options: "-c plan_cache_mode=force_custom_plan -c TimeZone=UTC",
  });
  // An idle connection may die with the server; the next query opens another.
  pool.on("error", () => undefined);

  return {
    pool,
    query: async (statement) => run(pool, statement),
    execute: async (statement) => (await pool.query(named(statement))).rowCount ?? 0,
    transaction: (work) => inTransaction(pool, work),
    stream: (statement, batch = 500) => streamRows(pool, statement, batch),
    maintain: (statement) => maintain(pool, statement),
    close: () => pool.end(),
  };
}

async function maintain(pool: pg.Pool, statement: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("set statement_timeout = 0");
    await client.query(statement);
  } finally {
    await client.query("reset statement_timeout").catch(() => undefined);
    client.release();
  }
}

async function run<R extends Row>(on: pg.Pool | pg.PoolClient, statement: Sql): Promise<R[]> {
  return (await on.query<R>(named(statement))).rows;
}

const names = new LRUCache<string, string>({ max: 2_000 });

/** Statements are prepared under a hash of their text; the driver keeps one per connection and name. */
function named(statement: Sql): { name: string; text: string; values: unknown[] } {
  const text = statement.text;
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha1").update(text).digest("base64url");
    names.set(text, name);
  }
  return { name, text, values: statement.values };
}

const RETRIED = new Set(["40P01", "40001"]);

async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>, attempt = 1): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("begin");
    const result = await work({
      client,
      query: (statement) => run(client, statement),
      execute: async (statement) => (await client.query(named(statement))).rowCount ?? 0,
    });
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    if (attempt === 1 && RETRIED.has((error as { code?: string }).code ?? "")) return await inTransaction(pool, work, 2);
    throw error;
  } finally {
    client.release(broken);
  }
}

async function* streamRows<R extends Row>(pool: pg.Pool, statement: Sql, batch: number): AsyncGenerator<R[]> {
  const client = await pool.connect();
  const cursor = client.query(new Cursor<R>(statement.text, statement.values as unknown[], { types }));
  try {
    for (let rows = await cursor.read(batch); rows.length > 0; rows = await cursor.read(batch)) yield rows;
  } finally {
    await cursor.close();
    client.release();
  }
}
