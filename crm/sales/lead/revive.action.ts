import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { mustHaveRoom } from "../pool/claiming.ts";
import { pool } from "../pool/pool.object.ts";
import { lead } from "./lead.object.ts";

export const revive = defineAction(lead, {
  name: "revive",
  requires: "update",
  input: Type.Object({}),

  blockedBy: (record) => (record.status === "invalid" ? null : "lead.not_invalid"),

  async run(record, _input, ctx) {
    const { records, events } = ctx;
    if (record.ownerId !== null && record.poolId !== null)
      await mustHaveRoom(ctx, await records.get(pool, record.poolId), "lead", record.ownerId);
    const revived = await records.update(lead, record.id, {
      status: record.ownerId === null ? "new" : "assigned",
      invalidReason: null,
    });
    await events.emit("lead.revived", { id: record.id });
    return revived;
  },
});
