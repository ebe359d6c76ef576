import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { claimFromPool, takenFromPool } from "../pool/claiming.ts";
import { account } from "./account.object.ts";

export const claim = defineAction(account, {
  name: "claim",
  requires: "read",
  tone: "primary",
  input: Type.Object({}),

  blockedBy: (record) => (record.ownerId === null ? null : "account.owned"),

  missed: (id, ctx) => takenFromPool(ctx, "account", id),

  async run(record, _input, ctx) {
    await claimFromPool(ctx, "account", record);
    const claimed = await ctx.records.update(account, record.id, { recycleOn: null, warnedAt: null });
    await ctx.events.emit("account.claimed", { id: record.id, poolId: record.poolId });
    return claimed;
  },
});
