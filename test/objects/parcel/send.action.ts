import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { parcel } from "./parcel.object.ts";

export const send = defineAction(parcel, {
  name: "send",
  requires: "update",
  event: "sent",
  input: Type.Object({}),

  blockedBy: (record) => (record.status === "sent" ? "parcel.already_sent" : null),

  run: async (record, _input, { records }) => await records.update(parcel, record.id, { status: "sent" }),
});
