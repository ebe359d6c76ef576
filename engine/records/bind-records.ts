import type { Ctx } from "../ctx.ts";
import { aggregateRecords } from "./aggregate.ts";
import { countRecords } from "./count.ts";
import { translating } from "./database-errors.ts";
import { getRecord, holdSingle, lockRecords } from "./get-record.ts";
import { findRecords, listRecords } from "./list.ts";
import { objectNamed } from "./object-named.ts";
import { performAction } from "./perform-action.ts";
import type { Named, Records, WriteOptions } from "./records.ts";
import { removeRecord } from "./remove-record.ts";
import { restoreRecord } from "./restore-record.ts";
import { writeMany } from "./write-many.ts";
import { allOf, createDrafts, updateDrafts } from "./write-records.ts";

/** The records of a context: every call acts as its actor, in its transaction; a write outside one gets its own. */
export function bindRecords(ctx: Ctx, writing: <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>): Records {
  const named = (object: Named) => objectNamed(ctx, object);
  const as = (options: WriteOptions = {}): WriteOptions => (ctx.performing ? { as: "action", ...options } : options);

  return {
    get: async (object, id) => (await getRecord(ctx, named(object), id)) as never,
    lock: async (object, id) => (await lockRecords(ctx, named(object), [id]))[0] as never,
    lockAll: async (object, ids) => (await lockRecords(ctx, named(object), ids)) as never,
    holdSingle: async (object) => (await holdSingle(ctx, named(object))) as never,
    create: async (object, values, options) =>
      (await writing((tx) =>
        translating(tx.model, async () => allOf(await createDrafts(tx, named(object), [values], as(options)))[0]!),
      )) as never,
    createAll: async (object, values, options) =>
      await writing((tx) => translating(tx.model, async () => allOf(await createDrafts(tx, named(object), values, as(options))))),
    createMany: async (object, values, options) =>
      await writing((tx) => writeMany(tx, values, (chunk) => createDrafts(tx, named(object), chunk, as(options)))),
    update: async (object, id, changes, options) =>
      (await writing((tx) =>
        translating(tx.model, async () => allOf(await updateDrafts(tx, named(object), [{ ...changes, id }], as(options)))[0]!),
      )) as never,
    updateMany: async (object, changes, options) =>
      await writing((tx) => writeMany(tx, changes, (chunk) => updateDrafts(tx, named(object), chunk, as(options)))),
    remove: async (object, id, options) =>
      await writing((tx) => translating(tx.model, () => removeRecord(tx, named(object), id, as(options)))),
    restore: async (object, id) => await writing((tx) => restoreRecord(tx, named(object), id)),
    perform: async (object, action, id, input, options) =>
      await writing((tx) => translating(tx.model, () => performAction(tx, named(object), action, id, input, as(options)))),
    find: async (object, query) => (await findRecords(ctx, named(object), query)) as never,
    list: async (object, query) => await listRecords(ctx, named(object), query),
    count: async (object, query) => await countRecords(ctx, named(object), query),
    aggregate: async (object, query) => await aggregateRecords(ctx, named(object), query),
  };
}
