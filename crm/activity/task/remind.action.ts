import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { task } from "./task.object.ts";

export const remind = defineAction(task, {
  name: "remind",
  requires: "update",
  hidden: true,
  input: Type.Object({}),

  blockedBy: (record) => (record.status === "open" ? null : "task.closed"),

  async run(record, _input, { records, events, clock }) {
    if (record.remindedAt !== null) return record;
    const reminded = await records.update(task, record.id, { remindedAt: clock.now().toISOString() });
    await events.emit("task.overdue", { id: record.id, ownerId: record.ownerId, due: record.due });
    return reminded;
  },
});
