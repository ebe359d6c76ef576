import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { recycleOrWarn } from "../pool/recycling.ts";
import { account } from "./account.object.ts";

export const recycle = defineAction(account, {
  name: "recycle",
  requires: "update",
  hidden: true,
  input: Type.Object({}),

  blockedBy(record) {
    if (record.ownerId === null) return "account.not_owned";
    return (record.openOpportunityCount ?? 0) > 0 ? "account.has_open_opportunities" : null;
  },

  run: (record, _input, ctx) => recycleOrWarn(ctx, "account", record),
});
