import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { task } from "./task.object.ts";

export const reopen = defineAction(task, {
  name: "reopen",
  requires: "update",
  input: Type.Object({}),

  blockedBy: (record) => (record.status === "open" ? "task.not_closed" : null),

  async run(record, _input, { records, events }) {
    const reopened = await records.update(task, record.id, { status: "open", doneAt: null, remindedAt: null });
    await events.emit("task.reopened", { id: record.id });
    return reopened;
  },
});
