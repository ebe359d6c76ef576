import { defineObject, money, number, reference, rollup } from "#engine/object.ts";
import { lineFields } from "../../sales/document-line.ts";

export const orderLine = defineObject({
  name: "orderLine",
  plural: "orderLines",
  title: "name",
  area: "none",

  fields: {
    order: reference("order", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    ...lineFields,
    contractLine: reference("contractLine", { onDelete: "restrict", showsTitle: true }),
    quoteLine: reference("quoteLine", { onDelete: "restrict", changedBy: "actions" }),
    delivered: rollup({
      kind: "sum",
      of: "deliveryLine",
      by: "orderLine",
      field: "quantity",
      atMost: "quantity",
      refusal: "orderLine.over_delivered",
    }),
    returned: rollup({
      kind: "sum",
      of: "returnLine",
      by: "orderLine",
      field: "quantity",
      where: { field: "counts", op: "eq", value: true },
      atMost: "delivered",
      refusal: "orderLine.over_returned",
    }),
    remaining: number({ changedBy: "rules", scale: 4 }),
    /** What was ordered once and is not wanted any more: `quantity` is without it. */
    cancelled: number({ changedBy: "actions", scale: 4 }),
    deliveredAmount: money({ changedBy: "rules" }),
    returnedTotal: rollup(
      {
        kind: "sum",
        of: "returnLine",
        by: "orderLine",
        field: "amount",
        where: { field: "counts", op: "eq", value: true },
        inOwnCurrency: true,
      },
      { internal: true },
    ),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "order",

  list: ["order", "name", "product", "quantity", "unit", "price", "discount", "amount", "delivered", "returned", "remaining"],
  form: {
    line: ["order", "product", "name", "quantity", "unit", "price", "discount", "taxRate", "net", "tax", "amount", "remark"],
    fulfilment: ["delivered", "returned", "remaining", "cancelled", "deliveredAmount", "contractLine"],
  },
  views: { all: { sort: "-createdAt" } },
});
