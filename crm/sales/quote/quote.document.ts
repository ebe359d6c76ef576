import { defineDocument } from "#engine/document/document.ts";
import { AppError } from "#engine/errors.ts";
import { ourParty, paperWords, senderOf } from "../../organization/company-profile/letterhead.ts";
import { linesOf } from "../document-line.ts";
import { currencyName, customerParty, goodsTable, goodsTotals } from "../document-paper.ts";
import { quoteLine } from "../quote-line/quote-line.object.ts";
import { quote } from "./quote.object.ts";

const WATERMARKS: Readonly<Record<string, string>> = { draft: "draft", superseded: "superseded" };

export const quotePaper = defineDocument(quote, {
  name: "quote",

  async data(paper, _input, ctx) {
    const words = paperWords(ctx);
    const sender = await senderOf(ctx);
    const [lines, ours, theirs] = await Promise.all([
      linesOf(ctx.records, quoteLine, "quote", paper.id),
      ourParty(ctx, words("supplier"), sender, paper.ownerId),
      customerParty(ctx, words("customer"), paper),
    ]);
    const [firm, optional] = [lines.filter(({ isOptional }) => !isOptional), lines.filter(({ isOptional }) => isOptional)];
    const { email, ...customer } = theirs;
    const watermark = WATERMARKS[paper.status];
    return {
      title: words("quote"),
      number: paper.number,
      currency: paper.currency ?? ctx.company.currency,
      fileName: `${words("quote")} ${paper.number} ${customer.name}`,
      letterhead: sender.letterhead,
      ...(watermark ? { watermark: words(watermark) } : {}),
      parties: [customer, ours],
      facts: [
        { label: words("quotedOn"), value: paper.quotedOn },
        { label: words("validUntil"), value: paper.validUntil },
        { label: words("currency"), value: currencyName(ctx, paper.currency ?? ctx.company.currency) },
        { label: words("prices"), value: words(paper.pricesIncludeTax ? "taxIncluded" : "taxExcluded") },
        { label: words("revision"), value: (paper.revision ?? 1) > 1 ? words("revisionOf", { revision: paper.revision }) : null },
      ],
      opening: words("quoteOpening"),
      tables: [goodsTable(ctx, "quoteLine", firm)],
      totals: goodsTotals(ctx, paper),
      inWords: { label: words("inWords"), amount: paper.amount ?? "0" },
      annex: optional.length > 0 ? [goodsTable(ctx, "quoteLine", optional, words("optional"))] : [],
      terms: paper.terms ? [{ title: words("terms"), text: paper.terms }] : [],
      signatures: [
        {
          title: words("supplierSigns"),
          name: sender.name,
          lines: [words("signer"), words("dateOf", { date: paper.quotedOn ?? "" })],
          isOurs: paper.status !== "draft",
        },
        { title: words("customerSigns"), name: customer.name, lines: [words("signer"), words("dateOf", { date: "" })] },
      ],
      mail: {
        to: email === null ? [] : [email],
        subject: words("quoteSubject", { number: paper.number, us: sender.name }),
        body: words("quoteBody", {
          customer: customer.name,
          number: paper.number,
          validUntil: paper.validUntil ?? "",
          us: sender.name,
        }),
      },
    };
  },

  /** What leaves by mail is sent: the customer holds this version from here on. */
  async sending(paper, ctx) {
    if (paper.status === "superseded") throw new AppError("quote.superseded_already");
    if (paper.status === "draft") await ctx.records.perform(quote, "markSent", paper.id, {});
  },
});
