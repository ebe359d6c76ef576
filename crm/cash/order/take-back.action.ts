import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { isMore, minus } from "#engine/fields/money.ts";
import { linesOf } from "../../sales/document-line.ts";
import { DAY } from "../day.ts";
import { orderLine } from "../order-line/order-line.object.ts";
import { returnOrder } from "../return-order/return-order.object.ts";
import { ChosenLines, takenOf } from "./chosen-lines.ts";
import { order } from "./order.object.ts";

/** Goods come back: those chosen, or all that the customer has. */
export const takeBack = defineAction(order, {
  name: "takeBack",
  requires: "update",
  event: "returned",
  input: Type.Object({
    lines: ChosenLines("orderLine"),
    reason: Type.String({ maxLength: 60, optionsOf: "returnOrder.reason" }),
    returnedOn: Type.Optional(DAY),
    remark: Type.Optional(Type.String({ maxLength: 500 })),
  }),

  blockedBy: ({ delivered, returned }) => (isMore(delivered, returned) ? null : "order.nothing_delivered"),

  async run(paper, { lines: chosen, reason, returnedOn, remark }, { records, events }) {
    const lines = (await linesOf(records, orderLine, "order", paper.id)).map((line) => ({
      ...{ line, left: minus(line.delivered, line.returned) },
    }));
    const goods = takenOf(lines, chosen, "order.more_than_delivered");
    const back = await records.create(returnOrder, {
      ...{ orderId: paper.id, reason, returnedOn, remark, status: "received" },
      lines: goods.map(({ line, quantity }) => ({ orderLineId: line.id, quantity })),
    });
    const after = await records.get(order, paper.id);
    await events.emit("order.returned", { id: paper.id, number: back.number, returnOrderId: back.id, amount: back.amount });
    return after;
  },
});
