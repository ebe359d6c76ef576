import Type from "typebox";
import { defineDocument } from "#engine/document/document.ts";
import { widget } from "./widget.object.ts";

/** A paper with everything a paper can have; `rows` makes it as long as a test wants. */
export const specification = defineDocument(widget, {
  name: "specification",
  formats: ["pdf", "xlsx"],
  input: Type.Object({ on: Type.String({ format: "date" }), rows: Type.Optional(Type.String({ pattern: "^\\d{1,4}$" })) }),

  async data(record, { on, rows = "2" }) {
    const amount = record.amount ?? "0";
    return {
      title: "Specification",
      number: record.number,
      currency: record.currency ?? "CNY",
      letterhead: { name: "海客玩具有限公司", lines: ["Shanghai"], logo: null, seal: record.pictureId },
      watermark: record.stage === "draft" ? "DRAFT" : undefined,
      parties: [{ title: "Customer", name: record.name, facts: [{ label: "Phone", value: record.phone }] }],
      facts: [
        { label: "On", value: on },
        { label: "Due", value: record.dueDate },
      ],
      tables: [
        {
          columns: [
            { label: "No.", kind: "order" },
            { label: "Part", kind: "text" },
            { label: "Pieces", kind: "number" },
            { label: "Share", kind: "percent" },
            { label: "Price", kind: "price" },
            { label: "Amount", kind: "money" },
          ],
          rows: Array.from({ length: Number(rows) }, (_, index) => [
            index + 1,
            `零件 ${index + 1}`,
            "2.5",
            "12.5",
            "1234.125",
            "3085.31",
          ]),
          sums: [null, "Sum", null, null, null, amount],
        },
      ],
      totals: [{ label: "Total", amount, isMain: true }],
      inWords: { label: "大写", amount },
      terms: [{ title: "Terms", text: record.summary ?? "" }],
      signatures: [{ title: "Seller", name: "海客玩具有限公司", lines: ["Date:"], isOurs: true }],
      mail: { to: record.email === null ? [] : [record.email], subject: `Specification ${record.number}`, body: "As you asked." },
    };
  },
});
