import { openCtx } from "#engine/context.ts";
import type { Ctx } from "#engine/ctx.ts";
import type { Queryable } from "#platform/database.ts";

/** How many statements a piece of work in a context asks of the database. */
export async function statementsOf(ctx: Ctx, work: (counted: Ctx) => Promise<unknown>): Promise<number> {
  let asked = 0;
  const counting =
    <A extends unknown[], R>(ask: (...args: A) => R) =>
    (...args: A): R => {
      asked++;
      return ask(...args);
    };
  const { query, ask, execute } = ctx.db;
  const db: Queryable = {
    ...ctx.db,
    query: counting(query) as typeof query,
    ask: counting(ask) as typeof ask,
    execute: counting(execute),
  };
  await work(openCtx({ ...ctx, db }));
  return asked;
}
