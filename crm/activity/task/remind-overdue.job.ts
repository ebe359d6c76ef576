import { defineJob } from "#engine/subscriber.ts";
import { task } from "./task.object.ts";

export const remindOverdue = defineJob({
  name: "remind-overdue",
  schedule: "0 8 * * *",
  rights: { task: ["read", "update", "remind"] },

  async run(ctx) {
    const overdue = await ctx.records.find(task, {
      filter: {
        and: [
          { field: "status", op: "eq", value: "open" },
          { field: "due", op: "lt", value: { ago: "0d" } },
          { field: "remindedAt", op: "isEmpty" },
        ],
      },
      sort: "due",
      limit: 1_000,
    });
    for (const { id } of overdue) {
      try {
        await ctx.records.perform(task, "remind", id, {});
      } catch (error) {
        ctx.engine.log.error({ err: error, id }, "a task could not be reminded of");
      }
    }
  },
});
