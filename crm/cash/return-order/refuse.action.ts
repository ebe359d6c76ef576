import Type from "typebox";
import { defineAction } from "#engine/action.ts";
import { decided } from "./decided.ts";
import { returnOrder } from "./return-order.object.ts";

export const refuse = defineAction(returnOrder, {
  name: "refuse",
  requires: "update",
  tone: "danger",
  input: Type.Object({ reason: Type.String({ minLength: 1, maxLength: 500 }) }),

  blockedBy: decided,

  run: (goods, { reason }, { records }) => records.update(returnOrder, goods.id, { status: "refused", refusal: reason }),
});
