import type { AnyRecord } from "#engine/object.ts";
import { contractLine } from "../cash/contract-line/contract-line.object.ts";
import { linesOf, lineValues } from "../sales/document-line.ts";
import { quoteLine } from "../sales/quote-line/quote-line.object.ts";
import { create, perform, type Seeding } from "./seeding.ts";

const PAYMENT_TERMS = "合同签订后一周内付 30%，到货验收后付 60%，质保期满付 10%。";
const INSTALMENTS = [
  { purpose: "预付款", percent: 30, after: 7 },
  { purpose: "到货款", percent: 60, after: 60 },
  { purpose: "质保金", percent: 10, after: 240 },
];

/** What was won is on paper, over the lines of the quote it was agreed on; the newest still wait to be signed. */
export async function seedContracts(
  seeding: Seeding,
  deals: readonly AnyRecord[],
  quotes: readonly AnyRecord[],
): Promise<readonly AnyRecord[]> {
  const won = deals.filter(({ status }) => status === "won").sort((a, b) => (a.closedAt < b.closedAt ? -1 : 1));
  const agreed = won.map((deal) => ({ deal, quote: quotes.find(({ opportunityId }) => opportunityId === deal.id)! }));
  const drafts = await create(
    seeding,
    "contract",
    await Promise.all(agreed.map(({ deal, quote }, i) => contractValues(seeding, deal, quote, i))),
  );
  const contracts = [];
  for (const [i, draft] of drafts.entries()) {
    const isSigned = i < drafts.length - 3;
    contracts.push(isSigned ? await signed(seeding, draft, won[i]!.closedAt) : draft);
  }
  await amendSome(seeding, contracts);
  return await Promise.all(contracts.map(({ id }) => seeding.ctx.records.get("contract", id)));
}

async function contractValues({ ctx, calendar }: Seeding, deal: AnyRecord, quote: AnyRecord, i: number) {
  const lines = await linesOf(ctx.records, quoteLine, "quote", quote.id);
  const since = -calendar.daysSince(`${deal.closedAt}T12:00:00Z`);
  return {
    name: deal.name.replace(/项目$/, "合同"),
    recordType: i % 5 === 0 ? "service" : "sale",
    accountId: deal.accountId,
    contactId: deal.contactId,
    ownerId: deal.ownerId,
    opportunityId: deal.id,
    quoteId: quote.id,
    startsOn: deal.closedAt,
    endsOn: calendar.date(since + (i % 5 === 0 ? 250 : 365)),
    paymentTerms: PAYMENT_TERMS,
    terms: quote.terms,
    createdAt: `${deal.closedAt}T02:00:00.000Z`,
    lines: lines.map((line) => ({ ...lineValues(line), quoteLineId: line.id })),
  };
}

async function signed(seeding: Seeding, draft: AnyRecord, on: string): Promise<AnyRecord> {
  const { calendar, ctx } = seeding;
  const since = -calendar.daysSince(`${on}T12:00:00Z`);
  const instalments = INSTALMENTS.map(({ after, ...one }) => ({ ...one, dueOn: calendar.date(since + after) }));
  await perform(seeding, "contract", "plan", draft, { instalments });
  await perform(seeding, "contract", "activate", draft, { signedOn: on });
  return await ctx.records.update("contract", draft.id, { statusSince: on }, { as: "engine", migrating: true });
}

/** Customers change their minds: two contracts have grown since they were signed, one rests. */
async function amendSome(seeding: Seeding, contracts: AnyRecord[]): Promise<void> {
  const { ctx, calendar } = seeding;
  const inForce = contracts.filter(({ status }) => status === "active");
  for (const paper of inForce.slice(-8, -6)) {
    const [line] = await linesOf(ctx.records, contractLine, "contract", paper.id);
    const lines = [
      { id: line!.id, quantity: line!.quantity + 1 },
      { name: "现场培训", unit: "time", quantity: 1, price: "3000" },
    ];
    await perform(seeding, "contract", "amend", paper, {
      ...{ kind: "supplement", signedOn: calendar.date(-3), reason: "客户追加数量并要求现场培训", lines },
    });
  }
  await perform(seeding, "contract", "suspend", inForce.at(-4)!, { reason: "客户机房改造，暂停供货" });
}
