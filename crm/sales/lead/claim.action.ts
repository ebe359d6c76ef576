import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { claimFromPool, takenFromPool } from "../pool/claiming.ts";
import { isClosed } from "./is-closed.ts";
import { lead } from "./lead.object.ts";

export const claim = defineAction(lead, {
  name: "claim",
  requires: "read",
  tone: "primary",
  input: Type.Object({}),

  blockedBy(record) {
    if (isClosed(record)) return "lead.closed";
    return record.ownerId === null ? null : "lead.owned";
  },

  missed: (id, ctx) => takenFromPool(ctx, "lead", id),

  async run(record, _input, ctx) {
    await claimFromPool(ctx, "lead", record);
    const claimed = await ctx.records.update(lead, record.id, { status: "assigned", recycleOn: null, warnedAt: null });
    await ctx.events.emit("lead.claimed", { id: record.id, poolId: record.poolId });
    return claimed;
  },
});
