import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { DAY } from "../day.ts";
import { invoice } from "./invoice.object.ts";

export const mail = defineAction(invoice, {
  name: "mail",
  requires: "update",
  event: "mailed",
  input: Type.Object({
    mailedOn: Type.Optional(DAY),
    courier: Type.Optional(Type.String({ maxLength: 60 })),
    waybill: Type.Optional(Type.String({ maxLength: 60 })),
  }),

  blockedBy: ({ status }) => (status === "issued" ? null : "invoice.not_issued"),

  run: ({ id }, { mailedOn = null, courier = null, waybill = null }, { records }) =>
    records.update(invoice, id, { status: "mailed", mailedOn, courier, waybill }),
});
