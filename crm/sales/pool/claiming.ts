import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { Filter, RecordOf } from "#engine/object.ts";
import { YET_TO_BUY } from "../account/bought.ts";
import { pool } from "./pool.object.ts";

type Pool = RecordOf<typeof pool>;
export type PoolObject = "lead" | "account";

/** What counts against the cap: a converted lead or a customer who bought burdens nobody. */
const HELD: Readonly<Record<PoolObject, Filter>> = {
  lead: { field: "status", op: "in", value: ["new", "assigned", "following"] },
  account: YET_TO_BUY,
};

const HANDS_OUT: Readonly<Record<PoolObject, string>> = { lead: "assign", account: "transfer" };

/** Takes a record out of its pool, for the person who asks unless another is named. Quota, cap and cool-down are read from spells, so returning refunds nothing. */
export async function claimFromPool(
  ctx: Ctx,
  object: PoolObject,
  record: { id: string; poolId: string | null },
  ownerId: string = personOf(ctx),
): Promise<void> {
  if (record.poolId !== null) {
    // One person's claims wait for each other, for the day's quota as for the cap.
    await ctx.records.lock("user", ownerId);
    const from = await ctx.records.get(pool, record.poolId);
    mustBeOpenTo(ctx, from, ownerId);
    await mustHaveCooledDown(ctx, from, object, record.id, ownerId);
    await mustHaveClaimsLeft(ctx, from, object, ownerId);
    await mustHaveRoom(ctx, from, object, ownerId);
  }
  await ctx.ownership.take(object, record.id, { ownerId, how: "claimed", poolId: record.poolId ?? undefined });
}

/** A member of the pool who came too late is told who was faster, though the record is no longer his to see. */
export async function takenFromPool(ctx: Ctx, object: PoolObject, id: string): Promise<AppError | null> {
  const spell = await ctx.ownership.current(object, id);
  if (spell?.gained !== "claimed" || spell.poolId === null) return null;
  const [from] = await ctx.records.find(pool, { filter: { field: "id", op: "eq", value: spell.poolId }, limit: 1 });
  if (from === undefined || !isMember(ctx, from, personOf(ctx))) return null;
  const [owner] = await ctx.records.find("user", { filter: { field: "id", op: "eq", value: spell.ownerId }, limit: 1 });
  return new AppError("record.already_owned", { params: { owner: owner?.name ?? "" } });
}

/** Refuses when the person already holds as much as the pool lets one person hold. */
export async function mustHaveRoom(ctx: Ctx, from: Pool, object: PoolObject, ownerId: string): Promise<void> {
  if (from.holdingCap === null) return;
  // What comes to one person waits for each other, or two at once would both find room under the cap.
  await ctx.records.lock("user", ownerId);
  const count = await ctx.ownership.holding(object, ownerId, HELD[object]);
  if (count >= from.holdingCap) throw new AppError("pool.holding_cap", { params: { limit: from.holdingCap } });
}

export function isMember(ctx: Ctx, from: Pool, userId: string): boolean {
  const inDepartment = from.memberDepartmentsIds?.some((id) => ctx.access.departmentIds.includes(id));
  return from.membersIds?.includes(userId) || from.adminsIds?.includes(userId) || inDepartment === true;
}

function mustBeOpenTo(ctx: Ctx, from: Pool, userId: string): void {
  if (!from.enabled) throw new AppError("pool.disabled");
  // Who may hand out records of the whole company may also take one without being a member.
  const ranging = ctx.access.scope(ctx.model.objects.get(from.type)!, HANDS_OUT[from.type]) === "company";
  if (!isMember(ctx, from, userId) && !ranging) throw new AppError("pool.not_member");
}

async function mustHaveCooledDown(ctx: Ctx, from: Pool, object: PoolObject, id: string, ownerId: string): Promise<void> {
  if (from.coolDownDays === null) return;
  const last = await ctx.ownership.lastLost(object, id, ownerId);
  if (last?.to == null) return;
  const free = Temporal.Instant.from(last.to).add({ hours: 24 * from.coolDownDays });
  if (free.epochMilliseconds <= ctx.clock.now().getTime()) return;
  const date = free.toZonedDateTimeISO(ctx.company.zone).toPlainDate().toString();
  throw new AppError("pool.cool_down", { params: { date } });
}

async function mustHaveClaimsLeft(ctx: Ctx, from: Pool, object: PoolObject, ownerId: string): Promise<void> {
  if (from.dailyClaims === null) return;
  const today = Temporal.Instant.fromEpochMilliseconds(ctx.clock.now().getTime())
    .toZonedDateTimeISO(ctx.company.zone)
    .startOfDay();
  const claimed = await ctx.ownership.gainedSince(object, ownerId, "claimed", new Date(today.epochMilliseconds), from.id);
  if (claimed >= from.dailyClaims) throw new AppError("pool.daily_limit", { params: { limit: from.dailyClaims } });
}

function personOf(ctx: Ctx): string {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden");
  return ctx.actor.userId;
}
