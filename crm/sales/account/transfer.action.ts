import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import type { Ctx } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { mustHaveRoom } from "../pool/claiming.ts";
import { pool } from "../pool/pool.object.ts";
import { account } from "./account.object.ts";
import { isYetToBuy } from "./bought.ts";

/** Being given a customer ignores the day's quota and the cool-down, which are about taking, but not what one person may hold. */
export const transfer = defineAction(account, {
  name: "transfer",
  requires: "update",
  input: Type.Object({
    ownerId: Type.String({ format: "uuid", reference: "user" }),
    opportunities: Type.Optional(Type.Boolean({ default: true })),
    reason: Type.Optional(Type.String({ maxLength: 200 })),
  }),

  async run(record, { ownerId, opportunities = true, reason }, ctx) {
    if (ownerId === record.ownerId) throw new AppError("account.same_owner");
    if (record.poolId !== null && isYetToBuy(record))
      await mustHaveRoom(ctx, await ctx.records.get(pool, record.poolId), "account", ownerId);
    await ctx.records.update(account, record.id, { recycleOn: null, warnedAt: null });
    if (opportunities && record.ownerId !== null) await handOverDeals(ctx, record.id, record.ownerId, { ownerId, reason });
    await ctx.ownership.transfer("account", record.id, { ownerId, how: "transferred", reason });
    await ctx.events.emit("account.transferred", {
      id: record.id,
      from: record.ownerId,
      to: ownerId,
      ...(reason ? { reason } : {}),
    });
    return await ctx.records.get(account, record.id);
  },
});

async function handOverDeals(ctx: Ctx, accountId: string, from: string, to: { ownerId: string; reason?: string }) {
  const deals = await ctx.records.find("opportunity", {
    filter: {
      and: [
        { field: "account", op: "eq", value: accountId },
        { field: "owner", op: "eq", value: from },
        { field: "status", op: "eq", value: "open" },
      ],
    },
    sort: "createdAt",
    limit: 1_000,
  });
  for (const deal of deals) await ctx.records.perform("opportunity", "transfer", deal.id, to);
}
