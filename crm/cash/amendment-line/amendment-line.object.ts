import { choice, defineObject, money, number, price, reference, text } from "#engine/object.ts";

/** What an amendment did to one line of its contract. */
export const amendmentLine = defineObject({
  name: "amendmentLine",
  plural: "amendmentLines",
  title: "name",
  area: "none",

  fields: {
    amendment: reference("amendment", {
      required: true,
      onDelete: "restrict",
      inherits: "read",
      showsTitle: true,
      changedBy: "actions",
    }),
    name: text({ max: 200, changedBy: "actions" }),
    product: reference("product", { onDelete: "restrict", showsTitle: true, changedBy: "actions" }),
    change: choice(
      [
        { value: "added", tone: "success" },
        { value: "changed", tone: "warning" },
        { value: "removed", tone: "danger" },
      ],
      { required: true, changedBy: "actions" },
    ),
    quantityBefore: number({ scale: 4, changedBy: "actions" }),
    quantityAfter: number({ scale: 4, changedBy: "actions" }),
    priceBefore: price({ changedBy: "actions" }),
    priceAfter: price({ changedBy: "actions" }),
    amountBefore: money({ changedBy: "actions" }),
    amountAfter: money({ changedBy: "actions" }),
    difference: money({ changedBy: "rules" }),
  },

  access: { read: "own" },
  within: "amendment",
  readOnly: true,
  search: false,

  list: ["amendment", "name", "change", "quantityBefore", "quantityAfter", "amountBefore", "amountAfter", "difference"],
  form: {
    line: ["amendment", "product", "name", "change"],
    before: ["quantityBefore", "priceBefore", "amountBefore"],
    after: ["quantityAfter", "priceAfter", "amountAfter", "difference"],
  },
  views: { all: { sort: "-createdAt" } },
});
