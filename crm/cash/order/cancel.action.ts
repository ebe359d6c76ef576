import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { linesOf } from "../../sales/document-line.ts";
import { orderLine } from "../order-line/order-line.object.ts";
import { order } from "./order.object.ts";

/** What has not been delivered is not wanted any more; what has been stays as it is. */
export const cancel = defineAction(order, {
  name: "cancel",
  requires: "update",
  tone: "danger",
  event: "cancelled",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: ({ status }) => (status === "delivered" || status === "cancelled" ? "order.nothing_to_cancel" : null),

  async run(paper, { reason }, { records }) {
    const lines = (await linesOf(records, orderLine, "order", paper.id)).map(({ id, delivered, remaining }) => ({
      ...{ id, quantity: Number(delivered ?? 0), cancelled: remaining },
    }));
    return await records.update(order, paper.id, { isCancelled: true, cancelReason: reason, lines });
  },
});
