import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { DAY } from "../day.ts";
import { delivery } from "./delivery.object.ts";

/** The customer has received the goods. */
export const sign = defineAction(delivery, {
  name: "sign",
  requires: "update",
  tone: "primary",
  input: Type.Object({
    signedOn: DAY,
    signedBy: Type.Optional(Type.String({ maxLength: 60 })),
  }),

  blockedBy(goods) {
    if (goods.status === "signed") return "delivery.signed_already";
    return (goods.lineCount ?? 0) === 0 ? { code: "delivery.empty_delivery", field: "lines" } : null;
  },

  run: (goods, { signedOn, signedBy }, { records }) =>
    records.update(delivery, goods.id, { status: "signed", signedOn, signedBy: signedBy ?? null }),
});
