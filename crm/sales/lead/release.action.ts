import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { AppError } from "#engine/errors.ts";
import { poolToReturnTo } from "../pool/returning.ts";
import { isClosed } from "./is-closed.ts";
import { lead } from "./lead.object.ts";

export const release = defineAction(lead, {
  name: "release",
  requires: "update",
  input: Type.Object({
    reason: Type.String({ minLength: 1, maxLength: 200 }),
    poolId: Type.Optional(Type.String({ format: "uuid", reference: "pool" })),
  }),

  blockedBy(record) {
    if (isClosed(record)) return "lead.closed";
    return record.ownerId === null ? "lead.not_owned" : null;
  },

  async run(record, { reason, poolId }, ctx) {
    const to = await poolToReturnTo(ctx, "lead", poolId ?? record.poolId);
    if (to === null) throw new AppError("lead.no_pool");
    await ctx.records.update(lead, record.id, { poolId: to, recycleOn: null, warnedAt: null });
    await ctx.ownership.release("lead", record.id, { how: "released", reason, poolId: to });
    await ctx.events.emit("lead.released", { id: record.id, from: record.ownerId, poolId: to, reason });
    return await ctx.records.get(lead, record.id);
  },
});
