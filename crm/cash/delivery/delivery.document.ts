import { defineDocument } from "#engine/document/document.ts";
import { MOST_LINES } from "#engine/object.ts";
import { ourParty, paperWords, senderOf } from "../../organization/company-profile/letterhead.ts";
import { addressText, customerParty, unitLabel } from "../../sales/document-paper.ts";
import { deliveryLine } from "../delivery-line/delivery-line.object.ts";
import { order } from "../order/order.object.ts";
import { delivery } from "./delivery.object.ts";

/** Goes with the goods and comes back signed; it names no price. */
export const deliveryPaper = defineDocument(delivery, {
  name: "delivery",

  async data(paper, _input, ctx) {
    const words = paperWords(ctx);
    const sender = await senderOf(ctx);
    const ordered = await ctx.records.get(order, paper.orderId!);
    const filter = { field: "delivery", op: "eq", value: paper.id } as const;
    const [lines, ours, theirs] = await Promise.all([
      ctx.records.find(deliveryLine, { filter, sort: "position", limit: MOST_LINES }),
      ourParty(ctx, words("deliverer"), sender, ordered.ownerId),
      customerParty(ctx, words("receiver"), ordered),
    ]);
    const { email, ...receiver } = theirs;
    const unitOf = unitLabel(ctx, "deliveryLine");
    return {
      title: words("delivery"),
      number: paper.number,
      currency: ctx.company.currency,
      fileName: `${words("delivery")} ${paper.number} ${receiver.name}`,
      letterhead: sender.letterhead,
      parties: [receiver, { ...ours, facts: ours.facts.slice(0, 1) }],
      facts: [
        { label: words("shippedOn"), value: paper.shippedOn },
        { label: words("orderNumber"), value: ordered.number },
        { label: words("carrier"), value: paper.carrier },
        { label: words("waybill"), value: paper.waybill },
        { label: words("shippingAddress"), value: addressText(ordered.shippingAddress) },
      ],
      tables: [
        {
          columns: [
            { label: words("position"), kind: "order" },
            { label: words("goods"), kind: "text" },
            { label: words("unit"), kind: "text", width: 60 },
            { label: words("delivered"), kind: "number", width: 70 },
          ],
          rows: lines.map((line, index) => [index + 1, line.name, unitOf(line), line.quantity]),
        },
      ],
      terms: paper.remark ? [{ title: words("remark"), text: paper.remark }] : [],
      signatures: [
        {
          title: words("delivererSigns"),
          name: sender.name,
          lines: [words("checker"), words("dateOf", { date: paper.shippedOn ?? "" })],
          isOurs: true,
        },
        { title: words("receiverSigns"), name: receiver.name, lines: [words("received"), words("dateOf", { date: "" })] },
      ],
      mail: {
        to: email === null ? [] : [email],
        subject: words("deliverySubject", { number: paper.number, us: sender.name }),
        body: words("deliveryBody", { customer: receiver.name, number: paper.number, us: sender.name }),
      },
    };
  },
});
