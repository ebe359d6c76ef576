import { defineObject, reference } from "#engine/object.ts";
import { lineFields } from "../../sales/document-line.ts";

export const invoiceLine = defineObject({
  name: "invoiceLine",
  plural: "invoiceLines",
  title: "name",
  area: "none",

  fields: {
    invoice: reference("invoice", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    ...lineFields,
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "invoice",

  list: ["invoice", "name", "quantity", "unit", "price", "taxRate", "amount"],
  form: {
    line: ["invoice", "product", "name", "quantity", "unit", "price", "discount", "taxRate", "net", "tax", "amount", "remark"],
  },
  views: { all: { sort: "-createdAt" } },
});
