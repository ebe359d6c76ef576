import { boolean, defineObject, money, number, price, reference, rollup } from "#engine/object.ts";
import { lineFields } from "../document-line.ts";

export const quoteLine = defineObject({
  name: "quoteLine",
  plural: "quoteLines",
  title: "name",
  area: "none",

  fields: {
    quote: reference("quote", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    ...lineFields,
    /** Offered beside the rest: it counts once the customer takes it. */
    isOptional: boolean({ default: false, leavesOut: true }),
    cost: price({ min: 0, seenWith: "seeCost" }),
    costAmount: money({ changedBy: "rules", internal: true, seenWith: "seeCost" }),
    contracted: rollup({
      ...{ kind: "sum", of: "contractLine", by: "quoteLine", field: "fromQuote" },
      ...{ atMost: "quantity", refusal: "quoteLine.more_than_quoted" },
    }),
    /** What contracts leave to be ordered without one: the two together never exceed what was quoted. */
    orderable: number({ changedBy: "rules", scale: 4, internal: true }),
    ordered: rollup({
      ...{ kind: "sum", of: "orderLine", by: "quoteLine", field: "quantity" },
      ...{ atMost: "orderable", refusal: "quoteLine.more_than_quoted" },
    }),
    /** What neither has taken. */
    remaining: number({ changedBy: "rules", scale: 4, internal: true }),
    opportunityLine: reference("opportunityLine", { onDelete: "clear", changedBy: "actions" }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "quote",

  list: ["quote", "name", "product", "quantity", "unit", "price", "discount", "amount", "isOptional"],
  form: {
    line: ["quote", "product", "name", "quantity", "unit", "price", "discount", "taxRate", "isOptional", "amount", "remark"],
    figures: ["net", "tax", "cost"],
  },
  views: { all: { sort: "-createdAt" } },
});
