import type { Queryable } from "#platform/database.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";

const QUERY_CANCELED = "57014";
/** What walks no index is cut off before it is a burden on everybody else. */
const BROAD_LIMIT = 3_000;

/** Runs a read that may have to go through everything; what takes too long is answered with advice. */
export async function withinLimit<T>(ctx: Ctx, isBroad: boolean, read: (db: Queryable) => Promise<T>): Promise<T> {
  try {
    // Inside a write the transaction's own limit holds: changing it would reach beyond this read.
    return await (isBroad && ctx.db === ctx.engine.database
      ? ctx.engine.database.transaction(read, { limit: BROAD_LIMIT })
      : read(ctx.db));
  } catch (error) {
    if (isCanceled(error)) throw new AppError("filter.too_broad");
    throw error;
  }
}

/** The result of a read, or null if it takes longer than so many milliseconds. */
export async function withinTime<T>(ctx: Ctx, milliseconds: number, read: (db: Queryable) => Promise<T>): Promise<T | null> {
  try {
    return await ctx.engine.database.transaction(read, { limit: milliseconds });
  } catch (error) {
    if (isCanceled(error)) return null;
    throw error;
  }
}

function isCanceled(error: unknown): boolean {
  return (error as { code?: string }).code === QUERY_CANCELED;
}
