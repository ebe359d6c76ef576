import { defineObject, reference } from "#engine/object.ts";
import { lineFields } from "../document-line.ts";

export const opportunityLine = defineObject({
  name: "opportunityLine",
  plural: "opportunityLines",
  title: "name",
  area: "none",

  fields: {
    opportunity: reference("opportunity", { required: true, onDelete: "cascade", inherits: "read", showsTitle: true }),
    ...lineFields,
  },

  access: { create: "own", read: "own", update: "own", delete: "own" },
  within: "opportunity",
  list: ["opportunity", "name", "product", "quantity", "unit", "price", "discount", "amount"],
  form: {
    line: [
      "opportunity",
      "product",
      "name",
      "quantity",
      "unit",
      "price",
      "discount",
      "taxRate",
      "net",
      "tax",
      "amount",
      "remark",
    ],
  },
  views: { all: { sort: "-createdAt" } },
});
