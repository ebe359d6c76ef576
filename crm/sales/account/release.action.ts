import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { poolToReturnTo } from "../pool/returning.ts";
import { account } from "./account.object.ts";

export const release = defineAction(account, {
  name: "release",
  requires: "update",
  input: Type.Object({
    reason: Type.String({ minLength: 1, maxLength: 200 }),
    poolId: Type.Optional(Type.String({ format: "uuid", reference: "pool" })),
  }),

  blockedBy(record) {
    if (record.ownerId === null) return "account.not_owned";
    // Deals would stay behind with someone who no longer sees their customer.
    return (record.openOpportunityCount ?? 0) > 0 ? "account.has_open_opportunities" : null;
  },

  async run(record, { reason, poolId }, ctx) {
    const to = await poolToReturnTo(ctx, "account", poolId ?? record.poolId);
    if (to === null) throw new AppError("account.no_pool");
    await ctx.records.update(account, record.id, { poolId: to, recycleOn: null, warnedAt: null });
    await ctx.ownership.release("account", record.id, { how: "released", reason, poolId: to });
    await ctx.events.emit("account.released", { id: record.id, from: record.ownerId, poolId: to, reason });
    return await ctx.records.get(account, record.id);
  },
});
