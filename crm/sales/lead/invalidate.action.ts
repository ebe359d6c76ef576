import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { isClosed } from "./is-closed.ts";
import { lead } from "./lead.object.ts";

export const invalidate = defineAction(lead, {
  name: "invalidate",
  requires: "update",
  tone: "danger",
  input: Type.Object({
    invalidReason: Type.String({ minLength: 1, maxLength: 60, optionsOf: "invalidReason" }),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  }),

  blockedBy: (record) => (isClosed(record) ? "lead.closed" : null),

  async run(record, { invalidReason, note }, { records, events }) {
    const invalid = await records.update(lead, record.id, { status: "invalid", invalidReason, recycleOn: null, warnedAt: null });
    await events.emit("lead.invalidated", { id: record.id, reason: invalidReason, ...(note ? { note } : {}) });
    return invalid;
  },
});
