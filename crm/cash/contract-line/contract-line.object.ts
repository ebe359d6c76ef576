import { boolean, defineObject, number, reference, rollup } from "#engine/object.ts";
import { lineFields } from "../../sales/document-line.ts";

export const contractLine = defineObject({
  name: "contractLine",
  plural: "contractLines",
  title: "name",
  area: "none",

  fields: {
    contract: reference("contract", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    ...lineFields,
    quoteLine: reference("quoteLine", { onDelete: "restrict", changedBy: "actions" }),
    /** What it takes of the quote's line: what is agreed later, in an amendment, the quote knows nothing of. */
    fromQuote: number({ changedBy: "rules", scale: 4, internal: true }),
    ordered: rollup({
      kind: "sum",
      of: "orderLine",
      by: "contractLine",
      field: "quantity",
      atMost: "quantity",
      refusal: "contractLine.over_ordered",
    }),
    /** False once the contract is void: its quantities are no longer taken from a quote. */
    counts: boolean({ required: true, default: true, changedBy: "rules", internal: true }),
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "contract",

  list: ["contract", "name", "product", "quantity", "unit", "price", "discount", "amount"],
  form: {
    line: ["contract", "product", "name", "quantity", "unit", "price", "discount", "taxRate", "net", "tax", "amount", "remark"],
  },
  views: { all: { sort: "-createdAt" } },
});
