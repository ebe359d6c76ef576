import Type from "typebox";
import { defineAction } from "../../action.ts";
import { notification } from "./notification.object.ts";

export const markRead = defineAction(notification, {
  name: "markRead",
  requires: "update",
  event: "read",
  input: Type.Object({}),

  // Read on the phone and on the desk at once is read.
  run: async (told, _input, { records, clock }) =>
    told.readAt === null ? await records.update(notification, told.id, { readAt: clock.now().toISOString() }) : told,
});
