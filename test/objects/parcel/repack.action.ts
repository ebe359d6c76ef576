import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { parcel } from "./parcel.object.ts";

/** A verb may change what people may not any more. */
export const repack = defineAction(parcel, {
  name: "repack",
  requires: "update",
  input: Type.Object({ lines: Type.Array(Type.Record(Type.String(), Type.Unknown())) }),

  run: async (record, { lines }, { records }) => await records.update(parcel, record.id, { lines }),
});
