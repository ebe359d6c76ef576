import { defineDocument } from "#engine/document/document.ts";
import { ourParty, paperWords, senderOf } from "../../organization/company-profile/letterhead.ts";
import { linesOf } from "../../sales/document-line.ts";
import { currencyName, customerParty, goodsTable, goodsTotals } from "../../sales/document-paper.ts";
import { contractLine } from "../contract-line/contract-line.object.ts";
import { contract } from "./contract.object.ts";

const WATERMARKS: Readonly<Record<string, string>> = { draft: "draft", void: "void", terminated: "terminated" };

export const contractPaper = defineDocument(contract, {
  name: "contract",

  async data(paper, _input, ctx) {
    const words = paperWords(ctx);
    const sender = await senderOf(ctx);
    const [lines, ours, theirs] = await Promise.all([
      linesOf(ctx.records, contractLine, "contract", paper.id),
      ourParty(ctx, words("seller"), { ...sender, name: paper.seller ?? sender.name }, paper.ownerId),
      customerParty(ctx, words("buyer"), paper, paper.buyer),
    ]);
    const { email, ...buyer } = theirs;
    const watermark = WATERMARKS[paper.status];
    return {
      title: words("contract"),
      number: paper.number,
      currency: paper.currency ?? ctx.company.currency,
      fileName: `${words("contract")} ${paper.number} ${buyer.name}`,
      letterhead: sender.letterhead,
      ...(watermark ? { watermark: words(watermark) } : {}),
      parties: [buyer, ours],
      facts: [
        { label: words("contractName"), value: paper.name },
        { label: words("signedOn"), value: paper.signedOn },
        {
          label: words("term"),
          value: paper.startsOn || paper.endsOn ? `${paper.startsOn ?? ""} ～ ${paper.endsOn ?? ""}` : null,
        },
        { label: words("currency"), value: currencyName(ctx, paper.currency ?? ctx.company.currency) },
      ],
      opening: words("contractOpening"),
      tables: lines.length > 0 ? [goodsTable(ctx, "contractLine", lines)] : [],
      totals: goodsTotals(ctx, paper),
      inWords: { label: words("inWords"), amount: paper.amount ?? "0" },
      terms: [
        ...(paper.paymentTerms ? [{ title: words("paymentTerms"), text: paper.paymentTerms }] : []),
        ...(paper.terms ? [{ title: words("terms"), text: paper.terms }] : []),
      ],
      signatures: [
        { title: words("buyerSigns"), name: buyer.name, lines: [words("signer"), words("dateOf", { date: "" })] },
        {
          title: words("sellerSigns"),
          name: ours.name,
          lines: [words("signer"), words("dateOf", { date: paper.signedOn ?? "" })],
          isOurs: paper.status !== "draft",
        },
      ],
      mail: {
        to: email === null ? [] : [email],
        subject: words("contractSubject", { number: paper.number, us: sender.name }),
        body: words("contractBody", { customer: buyer.name, name: paper.name, us: sender.name }),
      },
    };
  },
});
