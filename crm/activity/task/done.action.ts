import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { task } from "./task.object.ts";

export const done = defineAction(task, {
  name: "done",
  requires: "update",
  tone: "primary",
  input: Type.Object({ result: Type.Optional(Type.String({ maxLength: 500 })) }),

  blockedBy: (record) => (record.status === "open" ? null : "task.closed"),

  async run(record, { result }, { records, events, clock }) {
    const finished = await records.update(task, record.id, { status: "done", doneAt: clock.now().toISOString() });
    await events.emit("task.done", { id: record.id, ...(result ? { result } : {}) });
    return finished;
  },
});
