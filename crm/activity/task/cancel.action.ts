import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { task } from "./task.object.ts";

export const cancel = defineAction(task, {
  name: "cancel",
  requires: "update",
  input: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 200 })) }),

  blockedBy: (record) => (record.status === "open" ? null : "task.closed"),

  async run(record, { reason }, { records, events }) {
    const cancelled = await records.update(task, record.id, { status: "cancelled" });
    await events.emit("task.cancelled", { id: record.id, ...(reason ? { reason } : {}) });
    return cancelled;
  },
});
