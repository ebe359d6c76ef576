import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#engine/ctx.ts";
import { wordsOf } from "#engine/labels.ts";
import { notify } from "#engine/notify/notify.ts";
import type { AnyRecord } from "#engine/object.ts";
import type { PoolObject } from "./claiming.ts";
import { pool } from "./pool.object.ts";

const DAY = 24 * 60 * 60 * 1000;

/**
 * Returns a silent record to its pool, or warns its owner that this comes near. The clock runs from the latest of receipt
 * and last follow-up, in elapsed hours; called twice, it changes nothing the second time.
 */
export async function recycleOrWarn(ctx: Ctx, object: PoolObject, record: AnyRecord): Promise<AnyRecord> {
  if (record.ownerId === null || record.poolId === null) return record;
  const rules = await ctx.records.get(pool, record.poolId);
  if (rules.recycleAfterDays === null) return record;

  const spell = await ctx.ownership.current(object, record.id);
  const since = latest(spell?.from ?? record.createdAt, record.lastFollowUpAt);
  const end = since + rules.recycleAfterDays * DAY;
  const now = ctx.clock.now().getTime();
  if (now >= end) return await recycle(ctx, object, record, rules.recycleAfterDays);

  const warned = record.warnedAt !== null && Date.parse(record.warnedAt) >= since;
  if (rules.warnDays === null || warned || now < end - rules.warnDays * DAY) return record;
  return await warn(ctx, object, record, end);
}

async function recycle(ctx: Ctx, object: PoolObject, record: AnyRecord, days: number): Promise<AnyRecord> {
  const reason = wordsOf(ctx.engine.modules, ctx.company.language)("pool.messages.recycled", { days });
  await ctx.records.update(object, record.id, {
    recycleOn: null,
    warnedAt: null,
  });
  await ctx.ownership.release(object, record.id, { how: "recycled", reason, poolId: record.poolId });
  await ctx.events.emit(`${object}.recycled`, { id: record.id, from: record.ownerId, poolId: record.poolId, days });
  await notify(ctx, [
    {
      userId: record.ownerId,
      code: "pool.messages.lost",
      params: { name: record.name, days },
      about: { object, id: record.id },
      key: `recycled ${record.id} ${record.version}`,
    },
  ]);
  return await ctx.records.get(object, record.id);
}

async function warn(ctx: Ctx, object: PoolObject, record: AnyRecord, end: number): Promise<AnyRecord> {
  const now = ctx.clock.now();
  const recycleOn = Temporal.Instant.fromEpochMilliseconds(end).toZonedDateTimeISO(ctx.company.zone).toPlainDate().toString();
  const days = Math.max(1, Math.ceil((end - now.getTime()) / DAY));
  const words = wordsOf(ctx.engine.modules, ctx.company.language);

  const warned = await ctx.records.update(object, record.id, { recycleOn, warnedAt: now.toISOString() });
  await ctx.records.create("task", {
    subject: words("pool.messages.warning", { name: record.name, days }),
    aboutObject: object,
    aboutId: record.id,
    due: recycleOn,
    priority: "high",
    ownerId: record.ownerId,
  });
  await ctx.events.emit(`${object}.recycle_warned`, { id: record.id, ownerId: record.ownerId, recycleOn });
  return warned;
}

function latest(received: string, followedUp: string | null): number {
  return Math.max(Date.parse(received), followedUp === null ? 0 : Date.parse(followedUp));
}
