import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { recycleOrWarn } from "../pool/recycling.ts";
import { isClosed } from "./is-closed.ts";
import { lead } from "./lead.object.ts";

export const recycle = defineAction(lead, {
  name: "recycle",
  requires: "update",
  hidden: true,
  input: Type.Object({}),

  blockedBy(record) {
    if (isClosed(record)) return "lead.closed";
    return record.ownerId === null ? "lead.not_owned" : null;
  },

  run: (record, _input, ctx) => recycleOrWarn(ctx, "lead", record),
});
