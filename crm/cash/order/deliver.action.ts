import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { linesOf } from "../../sales/document-line.ts";
import { DAY } from "../day.ts";
import { delivery } from "../delivery/delivery.object.ts";
import { orderLine } from "../order-line/order-line.object.ts";
import { ChosenLines, takenOf } from "./chosen-lines.ts";
import { order } from "./order.object.ts";

/** Goods leave: those chosen, or all that the order still waits for. */
export const deliver = defineAction(order, {
  name: "deliver",
  requires: "update",
  tone: "primary",
  event: "shipped",
  input: Type.Object({
    lines: ChosenLines("orderLine"),
    shippedOn: Type.Optional(DAY),
    carrier: Type.Optional(Type.String({ maxLength: 60 })),
    waybill: Type.Optional(Type.String({ maxLength: 60 })),
  }),

  blockedBy({ status }) {
    if (status === "draft") return "order.not_confirmed";
    return status === "confirmed" || status === "partly" ? null : "order.nothing_to_deliver";
  },

  async run(paper, { lines: chosen, shippedOn, carrier, waybill }, { records, events }) {
    const lines = (await linesOf(records, orderLine, "order", paper.id)).map((line) => ({
      line,
      left: String(line.remaining ?? 0),
    }));
    const goods = takenOf(lines, chosen, "order.more_than_left");
    const sent = await records.create(delivery, {
      ...{ orderId: paper.id, shippedOn, carrier, waybill },
      lines: goods.map(({ line, quantity }) => ({ orderLineId: line.id, quantity })),
    });
    const after = await records.get(order, paper.id);
    await events.emit("order.shipped", { id: paper.id, number: sent.number, deliveryId: sent.id, left: after.openAmount });
    return after;
  },
});
