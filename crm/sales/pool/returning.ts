import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { PoolObject } from "./claiming.ts";
import { pool } from "./pool.object.ts";

/** The pool a record goes back to: the chosen one, else the only sensible one; null when the company has none. */
export async function poolToReturnTo(ctx: Ctx, object: PoolObject, chosen: string | null): Promise<string | null> {
  if (chosen === null) {
    const [first] = await ctx.records.find(pool, {
      filter: {
        and: [
          { field: "type", op: "eq", value: object },
          { field: "enabled", op: "eq", value: true },
        ],
      },
      sort: "createdAt",
      limit: 1,
    });
    return first?.id ?? null;
  }
  const { type, enabled } = await ctx.records.get(pool, chosen);
  if (type !== object) throw new AppError("pool.wrong_type");
  if (!enabled) throw new AppError("pool.disabled");
  return chosen;
}
