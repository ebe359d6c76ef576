import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { DAY } from "../day.ts";
import { decided } from "./decided.ts";
import { returnOrder } from "./return-order.object.ts";

/** The goods are back: from here on the order is worth so much less. */
export const receive = defineAction(returnOrder, {
  name: "receive",
  requires: "update",
  tone: "primary",
  input: Type.Object({ returnedOn: Type.Optional(DAY) }),

  blockedBy: (goods) =>
    decided(goods) ?? ((goods.lineCount ?? 0) === 0 ? { code: "returnOrder.no_goods", field: "lines" } : null),

  run: (goods, { returnedOn }, { records }) =>
    records.update(returnOrder, goods.id, { status: "received", ...(returnedOn ? { returnedOn } : {}) }),
});
