import { createHash } from "node:crypto";
import { availableParallelism } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { LRUCache } from "lru-cache";
import pg from "pg";
import type { Sql } from "sql-template-tag";

export type Row = Record<string, any>;

/** What SQL runs on: the pool, or one transaction, whose statements run in the order they were asked for. */
export type Queryable = {
  query<R extends Row = Row>(statement: Sql): Promise<R[]>;
  /** Rows of a question people put together: planned for its values each time, since how selective they are decides the way. */
  ask<R extends Row = Row>(statement: Sql): Promise<R[]>;
  /** Rows touched. */
  execute(statement: Sql): Promise<number>;
};

export type Transaction = Queryable & {
  /**
   * Leaves statements for the end of the transaction, in the order they were left. They are made then, and go out together with
   * the commit: nobody learns their answers, and when one is refused nothing is committed.
   */
  withCommit(statements: () => readonly Sql[]): void;
};

/** Whether what is written here is written together with what comes before and after. */
export function isTransaction(db: Queryable): db is Transaction {
  return "withCommit" in db;
}

export type Database = Queryable & {
  /** The driver's own connections, beside those of requests: for COPY, and for who holds one for long. */
  pool: pg.Pool;
  /** Runs work in one transaction; a deadlock or serialisation failure is retried once. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * The same pool for reads that are worth so many milliseconds of the server's work and no more: what takes longer is ended and
   * fails with 57014. While others ask at the same time, each has its share of the processors, and so that much longer.
   */
  within(milliseconds: number): Queryable;
  /** Runs DDL that may not stand in a transaction or takes longer than a request may. */
  maintain(statement: string): Promise<void>;
  close(): Promise<void>;
};

// Dates and timestamps stay text: a date never shifts, an instant is rendered once, at the edge. Decimals stay text.
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (value: string) => value);
types.setTypeParser(pg.types.builtins.TIMESTAMPTZ, instantOf);
types.setTypeParser(pg.types.builtins.INT8, (value: string) => Number(value));

const WITH_MILLISECONDS = "2026-01-01 00:00:00.000+00".length;

/** Sessions run in UTC, so an instant's text needs no calendar to become ISO 8601 with milliseconds; lists render thousands a second. */
function instantOf(value: string): string {
  if (!value.endsWith("+00") || value.charCodeAt(4) !== 45) return new Date(value).toISOString();
  if (value.length >= WITH_MILLISECONDS) return `${value.slice(0, 10)}T${value.slice(11, 23)}Z`;
  const fraction = value.length > 22 ? value.slice(20, -3).padEnd(3, "0").slice(0, 3) : "000";
  return `${value.slice(0, 10)}T${value.slice(11, 19)}.${fraction}Z`;
}

export type DatabaseOptions = {
  max?: number;
  statementTimeout?: number;
  /** How many times as long a read may take as it is worth, on a machine that is known to be busy with others. */
  patience?: number;
};

/** Opens a pool of at most ten connections for requests, which are cut off after ten seconds, and one for who needs the driver itself. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { patience = 1 } = options;
  const settings: pg.PoolConfig = {
    connectionString: url,
    types,
    statement_timeout: options.statementTimeout ?? 10_000,
    // A prepared list query must see its constants: generic plans ignore how selective a value is.
    // New words of a minute wait together (`engine/search/merge-new-words.ts`): whoever filled their list would put them away while he waits.
    options: "-c plan_cache_mode=force_custom_plan -c TimeZone=UTC -c gin_pending_list_limit=16MB",
  };
  // Statements of a transaction that are asked for together are sent together: the server goes on without waiting for us.
  const pool = openPool({ ...settings, max: options.max ?? 10, pipeline: true });
  const held = openPool({ ...settings, max: HELD });
  // Ends what overruns its limit; of its own, since the pool may be full of just that.
  const ender = openPool({ connectionString: url, max: 1 });

  return {
    pool: held,
    ...queryable((statement) => onPool(pool, statement)),
    within: (milliseconds) =>
      queryable((statement) => onPool(pool, statement, { milliseconds: milliseconds * patience, pool, ender })),
    transaction: (work) => inTransaction(pool, work),
    maintain: (statement) => maintain(held, statement),
    close: async () => void (await Promise.all([pool, held, ender].map((each) => each.end()))),
  };
}

const HELD = 6;

function openPool(config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(config);
  // An idle connection may die with the server; the next query opens another.
  pool.on("error", () => undefined);
  // The pool listens only while a connection is idle: one that dies between two statements of a transaction would end the process.
  pool.on("connect", (client) => client.on("error", () => undefined));
  return pool;
}

type Run = (statement: Sql) => Promise<pg.QueryResult>;

function queryable(run: Run, ask: Run = run): Queryable {
  return {
    query: async <R extends Row>(statement: Sql) => (await run(statement)).rows as R[],
    ask: async <R extends Row>(statement: Sql) => (await ask(statement)).rows as R[],
    execute: async (statement) => (await run(statement)).rowCount ?? 0,
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

async function onPool(pool: pg.Pool, statement: Sql, limit?: Limit): Promise<pg.QueryResult> {
  const client = await connectionOf(pool);
  try {
    const result =
      limit === undefined ? await client.query(prepared(client, statement)) : await onWithin(client, statement, limit);
    client.release();
    return result;
  } catch (error) {
    // A refused statement leaves a sound connection; anything else (cut line, dead server) does not.
    client.release(!(error instanceof pg.DatabaseError));
    throw error;
  }
}

type Limit = { milliseconds: number; pool: pg.Pool; ender: pg.Pool };

/** A time-out told to the server beforehand would put a transaction around every read; ending the few that overrun costs the others nothing. */
async function onWithin(client: pg.PoolClient, statement: Sql, limit: Limit): Promise<pg.QueryResult> {
  const { milliseconds, pool, ender } = limit;
  const query = prepared(client, statement);
  const began = performance.now();
  let ending: Promise<unknown> | undefined;
  const end = () => {
    const left = milliseconds * crowd(pool) - (performance.now() - began);
    if (left > 1) {
      timer = setTimeout(end, left);
      return;
    }
    const { processID } = client as unknown as { processID: number };
    // Should it not arrive, the time-out of the connection is left.
    ending = ender.query("select pg_cancel_backend($1)", [processID]).catch(() => undefined);
  };
  let timer = setTimeout(end, milliseconds);
  try {
    return await client.query(query);
  } finally {
    clearTimeout(timer);
    // Arriving later it would end whatever the connection does next.
    await ending;
  }
}

/** How many statements there are to a processor; at least one. The database is taken to have as many as this machine. */
function crowd(pool: pg.Pool): number {
  return Math.max(1, (pool.totalCount - pool.idleCount) / availableParallelism());
}

// A server keeps each prepared statement's trees in memory for as long as the connection lives.
const MAX_PREPARED = 200;
const statementsOf = new WeakMap<pg.PoolClient, Set<string>>();

/** The statement under its name, which its connection keeps, as one of those that were used last. */
function prepared(client: pg.PoolClient, statement: Sql): pg.QueryConfig {
  const query = named(statement);
  const held = statementsOf.get(client) ?? new Set();
  statementsOf.set(client, held);
  held.delete(query.name);
  held.add(query.name);
  return query;
}

/** A connection that has forgotten what it has not used for long: before it works, since a transaction that failed could not. */
async function connectionOf(pool: pg.Pool): Promise<pg.PoolClient> {
  const client = await pool.connect();
  const held = statementsOf.get(client);
  if (held === undefined || held.size <= MAX_PREPARED) return client;
  try {
    for (const name of [...held].slice(0, held.size - MAX_PREPARED)) await forget(client, held, name);
    return client;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

async function forget(client: pg.PoolClient, held: Set<string>, name: string): Promise<void> {
  const { parsedStatements } = (client as unknown as { connection: { parsedStatements: Record<string, string> } }).connection;
  if (parsedStatements[name] !== undefined) await client.query(`deallocate "${name}"`);
  held.delete(name);
  delete parsedStatements[name];
}

const names = new LRUCache<string, string>({ max: 2_000 });

/** Statements are prepared under a hash of their text; the driver keeps one per connection and name. */
function named(statement: Sql): pg.QueryConfig & { name: string } {
  const text = statement.text;
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha1").update(text).digest("base64url");
    names.set(text, name);
  }
  return { name, text, values: statement.values };
}

const RETRIED = new Set(["40P01", "40001"]);

async function inTransaction<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await attempt(pool, work);
  } catch (error) {
    if (!RETRIED.has((error as { code?: string }).code ?? "")) throw error;
    // Both sides of a deadlock may have been ended: they must not meet again.
    await pause(Math.random() * 50);
    return await attempt(pool, work);
  }
}

/**
 * Writes go by ids, and whatever the values are, the way is the same: plans are kept. Foreign keys need it most: the database
 * checks them row by row, and would plan each check anew.
 */
const BEGIN = "begin; set local plan_cache_mode = auto";

async function attempt<T>(pool: pg.Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await connectionOf(pool);
  const line = lineOf(client);
  let broken: Error | undefined;
  try {
    // Not together with what comes next: were this refused, that would stand outside of any transaction.
    await client.query(BEGIN);
    const ends: (() => readonly Sql[])[] = [];
    const withCommit = (end: () => readonly Sql[]) => void ends.push(end);
    const result = await work({ withCommit, ...queryable(line.take, line.ask) });
    await line.quiet();
    await commit(
      line,
      ends.flatMap((end) => end()),
    );
    return result;
  } catch (error) {
    await line.quiet();
    await client.query("rollback").catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** A transaction of which a statement was refused is ended by a commit too, without a word but this one. */
async function commit(line: Line, last: readonly Sql[]): Promise<void> {
  const answers = last.map(line.take);
  const [{ command }] = await Promise.all([line.end("commit"), ...answers]);
  if (command !== "COMMIT") throw new Error("a statement was refused, and nobody who asked for it said so");
}

type Line = { take: Run; ask: Run; end(how: "commit"): Promise<pg.QueryResult>; quiet(): Promise<unknown> };

/**
 * The statements of one transaction, each sent when it is asked for and answered in that order. Once one is refused, so are those
 * sent behind it; the end of the transaction waits for all of them.
 */
function lineOf(client: pg.PoolClient): Line {
  const waiting = new Set<Promise<unknown>>();
  const sent = (answer: Promise<pg.QueryResult>) => {
    const over = (): void => void waiting.delete(done);
    const done: Promise<void> = answer.then(over, over);
    waiting.add(done);
    return answer;
  };
  return {
    take: (statement) => sent(client.query(prepared(client, statement))),
    // Without a name nothing is kept, and so neither is a plan.
    ask: ({ text, values }) => sent(client.query({ text, values })),
    end: (how) => sent(client.query(how)),
    quiet: () => Promise.all(waiting),
  };
}
