import { choice, date, defineObject, integer, longText, money, reference, rollup, text } from "#engine/object.ts";

/** What was agreed after the contract had been signed. Written by `contract.amend` alone. */
export const amendment = defineObject({
  name: "amendment",
  plural: "amendments",
  title: "number",
  area: "none",
  icon: "contract",

  fields: {
    number: text({ required: true, max: 60, unique: true, changedBy: "actions" }),
    contract: reference("contract", {
      required: true,
      onDelete: "restrict",
      inherits: "read",
      showsTitle: true,
      changedBy: "actions",
    }),
    revision: integer({ required: true, changedBy: "actions", internal: true }),
    kind: choice(
      [
        { value: "supplement", tone: "progress" },
        { value: "change", tone: "warning" },
      ],
      { required: true, changedBy: "actions" },
    ),
    signedOn: date({ required: true, notAfter: "today", changedBy: "actions" }),
    reason: longText({ required: true, max: 1_000, changedBy: "actions" }),
    amountBefore: money({ changedBy: "actions" }),
    amountAfter: money({ changedBy: "actions" }),
    difference: money({ changedBy: "rules" }),
    endsOnBefore: date({ changedBy: "actions" }),
    endsOnAfter: date({ changedBy: "actions" }),
    lineCount: rollup({ kind: "count", of: "amendmentLine", by: "amendment" }),
  },

  access: { read: "own" },
  within: "contract",
  readOnly: true,

  list: ["number", "contract", "kind", "signedOn", "amountBefore", "amountAfter", "difference", "reason", "createdBy"],
  form: {
    amendment: ["number", "contract", "kind", "signedOn", "reason"],
    effect: ["amountBefore", "amountAfter", "difference", "endsOnBefore", "endsOnAfter"],
  },
  facts: ["contract", "signedOn", "amountBefore", "amountAfter", "difference"],
  related: [
    {
      object: "amendmentLine",
      by: "amendment",
      columns: ["name", "change", "quantityBefore", "quantityAfter", "amountBefore", "amountAfter", "difference"],
      sum: "difference",
      sort: "createdAt",
    },
  ],
  views: { all: { sort: "-signedOn" } },
  timeline: true,
});
