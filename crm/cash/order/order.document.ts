import { defineDocument } from "#engine/document/document.ts";
import { ourParty, paperWords, senderOf } from "../../organization/company-profile/letterhead.ts";
import { linesOf } from "../../sales/document-line.ts";
import { addressText, currencyName, customerParty, goodsTable, goodsTotals, titleOf } from "../../sales/document-paper.ts";
import { orderLine } from "../order-line/order-line.object.ts";
import { order } from "./order.object.ts";

const WATERMARKS: Readonly<Record<string, string>> = { draft: "draft", cancelled: "cancelled" };

export const orderPaper = defineDocument(order, {
  name: "order",

  async data(paper, _input, ctx) {
    const words = paperWords(ctx);
    const sender = await senderOf(ctx);
    const [lines, ours, theirs, contract] = await Promise.all([
      linesOf(ctx.records, orderLine, "order", paper.id),
      ourParty(ctx, words("seller"), sender, paper.ownerId),
      customerParty(ctx, words("buyer"), paper),
      titleOf(ctx, "contract", paper.contractId, "number"),
    ]);
    const { email, ...buyer } = theirs;
    const watermark = WATERMARKS[paper.status];
    return {
      title: words("order"),
      number: paper.number,
      currency: paper.currency ?? ctx.company.currency,
      fileName: `${words("order")} ${paper.number} ${buyer.name}`,
      letterhead: sender.letterhead,
      ...(watermark ? { watermark: words(watermark) } : {}),
      parties: [buyer, ours],
      facts: [
        { label: words("orderedOn"), value: paper.orderedOn },
        { label: words("dueOn"), value: paper.dueOn },
        { label: words("contractNumber"), value: contract },
        { label: words("currency"), value: currencyName(ctx, paper.currency ?? ctx.company.currency) },
        { label: words("shippingAddress"), value: addressText(paper.shippingAddress) },
      ],
      tables: [goodsTable(ctx, "orderLine", lines)],
      totals: goodsTotals(ctx, paper),
      inWords: { label: words("inWords"), amount: paper.amount ?? "0" },
      terms: paper.remark ? [{ title: words("remark"), text: paper.remark }] : [],
      signatures: [
        { title: words("buyerSigns"), name: buyer.name, lines: [words("signer"), words("dateOf", { date: "" })] },
        {
          title: words("sellerSigns"),
          name: sender.name,
          lines: [words("signer"), words("dateOf", { date: paper.confirmedOn ?? "" })],
          isOurs: paper.status !== "draft",
        },
      ],
      mail: {
        to: email === null ? [] : [email],
        subject: words("orderSubject", { number: paper.number, us: sender.name }),
        body: words("orderBody", { customer: buyer.name, number: paper.number, us: sender.name }),
      },
    };
  },
});
