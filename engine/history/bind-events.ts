import type { Ctx } from "../ctx.ts";
import { writeEvents } from "./write-events.ts";

/** Events that verbs tell in their own words. The first one about the verb's record carries the record's changes. */
export function bindEvents(ctx: Ctx): Ctx["events"] {
  return {
    async emit(name, { id, ...data }) {
      const [object] = name.split(".") as [string];
      const { performing } = ctx;
      const isOwn = performing?.recordId === id && performing.object === object;
      const changes = isOwn ? performing.changes : {};
      if (isOwn) {
        performing.told = true;
        performing.changes = {};
      }
      await writeEvents(ctx, [{ name, object, recordId: id, changes, data }]);
    },
  };
}
