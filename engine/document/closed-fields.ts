import { closedKeys } from "../access/closed.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import type { AnyRecord } from "../object.ts";
import { objectNamed } from "../records/object-named.ts";
import type { Named, Records } from "../records/records.ts";

/** The context a paper is written in: whatever it reads of a record is what the actor may read of it, or the paper is refused. */
export function readingOpenly(ctx: Ctx): Ctx {
  const records: Records = {
    ...ctx.records,
    get: async (object, id) => refuseClosed(ctx, object, await ctx.records.get(object, id)),
    find: async (object, query) => (await ctx.records.find(object, query)).map((record) => refuseClosed(ctx, object, record)),
  };
  return { ...ctx, records };
}

/** The record, of which a closed field that says something cannot be read: a paper without its amount would be another paper. */
export function refuseClosed<R extends AnyRecord>(ctx: Ctx, named: Named, record: R): R {
  const object = objectNamed(ctx, named);
  const closed = closedKeys(ctx, object);
  if (closed.size === 0) return record;
  return new Proxy(record, {
    get(target, key) {
      const value = Reflect.get(target, key);
      const field = closed.get(key as string);
      if (field === undefined || value === null || value === undefined) return value;
      throw new AppError("forbidden.document", { params: { object: object.name, field: field.name } });
    },
  });
}

/** The record without what is closed to the actor: for what a paper may leave out, read by whoever may read all of it. */
export function leaveOutClosed<R extends AnyRecord>(ctx: Ctx, object: Named, record: R): R {
  const closed = closedKeys(ctx, objectNamed(ctx, object));
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, closed.has(key) ? null : value])) as R;
}
