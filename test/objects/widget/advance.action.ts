import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { widget } from "./widget.object.ts";

const NEXT: Record<string, "tested" | "shipped"> = { draft: "tested", tested: "shipped" };

export const advance = defineAction(widget, {
  name: "advance",
  requires: "update",
  tone: "primary",
  input: Type.Object({ note: Type.Optional(Type.String({ maxLength: 200 })) }),

  blockedBy(record) {
    if (!(record.stage in NEXT)) return "widget.no_next_stage";
    if (record.amount === null) return { code: "widget.amount_missing", field: "amount" };
    return null;
  },

  async run(record, { note }, { records, events }) {
    const to = NEXT[record.stage];
    const advanced = await records.update(widget, record.id, { stage: to });
    await events.emit("widget.advanced", { id: record.id, from: record.stage, to, ...(note ? { note } : {}) });
    return advanced;
  },
});
