import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { mustHaveRoom } from "../pool/claiming.ts";
import { pool } from "../pool/pool.object.ts";
import { isClosed } from "./is-closed.ts";
import { lead } from "./lead.object.ts";

/** Being given a lead ignores the day's quota and the cool-down, which are about taking, but not what one person may hold. */
export const assign = defineAction(lead, {
  name: "assign",
  requires: "update",
  input: Type.Object({ ownerId: Type.String({ format: "uuid", reference: "user" }) }),

  blockedBy: (record) => (isClosed(record) ? "lead.closed" : null),

  async run(record, { ownerId }, ctx) {
    if (record.poolId !== null) await mustHaveRoom(ctx, await ctx.records.get(pool, record.poolId), "lead", ownerId);
    await ctx.records.update(lead, record.id, { status: "assigned", recycleOn: null, warnedAt: null });
    await ctx.ownership.transfer("lead", record.id, { ownerId, how: "assigned" });
    await ctx.events.emit("lead.assigned", { id: record.id, from: record.ownerId, to: ownerId });
    return await ctx.records.get(lead, record.id);
  },
});
