import { LRUCache } from "lru-cache";
import type { Sql } from "sql-template-tag";
import type { Queryable, Row } from "#platform/database.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";

const QUERY_CANCELED = "57014";
/** What walks no index is cut off before it is a burden on everybody else. */
const BROAD_LIMIT = 3_000;
/** Runs a read that may have to go through everything; what takes too long is answered with advice. */
export async function withinLimit<T>(ctx: Ctx, isBroad: boolean, read: (db: Queryable) => Promise<T>): Promise<T> {
  try {
    // Inside a write the transaction's own limit holds: changing it would reach beyond this read.
    return await read(isBroad && ctx.db === ctx.engine.database ? ctx.engine.database.within(BROAD_LIMIT) : ctx.db);
  } catch (error) {
    if (isCanceled(error)) throw new AppError("filter.too_broad");
    throw error;
  }
}

/** Reads that were cut off, and how often they were asked since: once may be a cold cache, twice is the way the rows lie. */
const misfortunes = new LRUCache<string, number>({ max: 1_000, ttl: 10 * 60_000, noUpdateTTL: true });

/** The rows of a read, or null if it takes longer than so many milliseconds, which is remembered for the same question and limit. */
export async function withinTime<R extends Row>(ctx: Ctx, milliseconds: number, statement: Sql): Promise<R[] | null> {
  const name = `${milliseconds} ${statement.text} ${JSON.stringify(statement.values)}`;
  const missed = misfortunes.get(name) ?? 0;
  try {
    if (mayTryAgain(missed)) {
      const rows = await ctx.engine.database.within(milliseconds).query<R>(statement);
      if (missed > 0) misfortunes.delete(name);
      return rows;
    }
  } catch (error) {
    if (!isCanceled(error)) throw error;
  }
  misfortunes.set(name, missed + 1);
  return null;
}

/** What was cold may have become warm; but each trial costs everybody else the time it was given, so they become ever rarer. */
function mayTryAgain(missed: number): boolean {
  return missed < 2 || (missed >= 8 && Number.isInteger(Math.log2(missed)));
}

function isCanceled(error: unknown): boolean {
  return (error as { code?: string }).code === QUERY_CANCELED;
}
