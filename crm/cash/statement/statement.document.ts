import Big from "big.js";
import Type from "typebox";
import { isClosed } from "#engine/access/closed.ts";
import type { Ctx } from "#engine/ctx.ts";
import { type DocumentTable, defineDocument } from "#engine/document/document.ts";
import { invalid } from "#engine/errors.ts";
import { currencyScale } from "#engine/fields/decimal.ts";
import { optionLabel, wordsOf } from "#engine/labels.ts";
import { ourParty, paperWords, senderOf } from "../../organization/company-profile/letterhead.ts";
import { account } from "../../sales/account/account.object.ts";
import { contact } from "../../sales/contact/contact.object.ts";
import { currencyName, customerParty } from "../../sales/document-paper.ts";
import { type Movement, movementsOf } from "./movements.ts";

/** What a customer owed, came to owe and paid in a period: both sides put their seal to the same balance. */
export const statement = defineDocument(account, {
  name: "statement",
  formats: ["pdf", "xlsx"],
  input: Type.Object({
    from: Type.String({ format: "date" }),
    to: Type.String({ format: "date" }),
    currency: Type.Optional(Type.String({ pattern: "^[A-Z]{3}$" })),
  }),

  async data(customer, { from, to, currency = "" }, ctx) {
    if (to < from) throw invalid([{ field: "to", code: "account.period_backwards" }]);
    const own = currency || ctx.company.currency;
    const words = paperWords(ctx);
    const movements = await movementsOf(ctx, { accountId: customer.id, currency: own, to });
    const sums = sumsOf(movements, from, own);
    const sender = await senderOf(ctx);
    const [ours, theirs] = await Promise.all([
      ourParty(ctx, words("creditor"), sender, customer.ownerId),
      customerParty(ctx, words("debtor"), { accountId: customer.id, contactId: await mainContact(ctx, customer.id) }),
    ]);
    const { email, ...debtor } = theirs;
    const period = words("fromTo", { from, to });
    return {
      title: words("statement"),
      number: null,
      currency: own,
      fileName: `${words("statement")} ${customer.name} ${period}`,
      letterhead: sender.letterhead,
      parties: [debtor, ours],
      facts: [
        { label: words("period"), value: period },
        { label: words("currency"), value: currencyName(ctx, own) },
      ],
      opening: words("statementOpening", { to }),
      tables: [movementTable(ctx, movements, { ...sums, from })],
      totals: [
        { label: words("openingBalance"), amount: sums.opening },
        { label: words("dues"), amount: sums.due },
        { label: words("paid"), amount: sums.paid },
        { label: words("closingBalance"), amount: sums.closing, isMain: true },
      ],
      inWords: { label: words("closingInWords"), amount: sums.closing },
      terms: [{ title: words("confirmation"), text: words("statementTerms") }],
      signatures: [
        {
          title: words("creditorSigns"),
          name: sender.name,
          lines: [words("signer"), words("dateOf", { date: "" })],
          isOurs: true,
        },
        {
          title: words("debtorSigns"),
          name: debtor.name,
          lines: [words("agrees"), words("signer"), words("dateOf", { date: "" })],
        },
      ],
      mail: {
        to: email === null ? [] : [email],
        subject: words("statementSubject", { period, us: sender.name }),
        body: words("statementBody", { customer: debtor.name, period, us: sender.name }),
      },
    };
  },
});

type Sums = { opening: string; due: string; paid: string; closing: string };

/** What was owed before the first day, what the period added and took, and what is owed after it. */
function sumsOf(movements: readonly Movement[], from: string, currency: string): Sums {
  const sum = (some: readonly Movement[], side: "due" | "paid") =>
    some.reduce((total, movement) => total.plus(movement[side] ?? 0), new Big(0));
  const before = movements.filter(({ on }) => on < from);
  const during = movements.filter(({ on }) => on >= from);
  const opening = sum(before, "due").minus(sum(before, "paid"));
  const [due, paid] = [sum(during, "due"), sum(during, "paid")];
  const written = (figure: Big) => figure.toFixed(currencyScale(currency));
  return { opening: written(opening), due: written(due), paid: written(paid), closing: written(opening.plus(due).minus(paid)) };
}

function movementTable(
  ctx: Ctx,
  movements: readonly Movement[],
  { from, opening, due, paid, closing }: Sums & { from: string },
): DocumentTable {
  const words = paperWords(ctx);
  const aboutOf = descriptions(ctx);
  let balance = new Big(opening);
  const rows = movements
    .filter(({ on }) => on >= from)
    .map((movement) => {
      balance = balance.plus(movement.due ?? 0).minus(movement.paid ?? 0);
      return [movement.on, aboutOf(movement), movement.number, movement.due, movement.paid, balance.toString()];
    });
  return {
    columns: [
      { label: words("date"), kind: "date" },
      { label: words("summary"), kind: "text" },
      { label: words("reference"), kind: "text", width: 92 },
      { label: words("due"), kind: "money" },
      { label: words("paidColumn"), kind: "money" },
      { label: words("balance"), kind: "money" },
    ],
    rows: [[from, words("openingBalance"), null, null, null, opening], ...rows],
    sums: [null, words("periodSum"), null, due, paid, closing],
  };
}

/** 定金, 收款（银行转账）, 退款（多付） */
function descriptions(ctx: Ctx): (movement: Movement) => string {
  const words = paperWords(ctx);
  const labels = wordsOf(ctx.engine.modules, ctx.company.language);
  const receipts = ctx.model.objects.get("receipt")!;
  const methods = new Map(receipts.fields.get("method")!.options!.map((option) => [option.value, option]));
  return ({ kind, about }) => {
    if (kind === "due") return about ?? words("due");
    if (kind !== "receipt" && kind !== "refund") return words(kind);
    const method = methods.get(about ?? "");
    const said = kind === "receipt" && method ? optionLabel(labels, receipts, "method", method) : about;
    return words(kind, { about: said ?? "" });
  };
}

async function mainContact(ctx: Ctx, accountId: string): Promise<string | null> {
  const filter = { field: "account", op: "eq", value: accountId } as const;
  const contacts = await ctx.records.find(contact, { filter, limit: 50 });
  const reachable = isClosed(ctx, ctx.model.objects.get("contact")!, "email")
    ? undefined
    : contacts.find(({ email }) => email !== null);
  return (contacts.find(({ primary }) => primary) ?? reachable ?? contacts[0])?.id ?? null;
}
