import type { AnyRecord } from "#engine/object.ts";
import { linesOf, lineValues } from "../sales/document-line.ts";
import { opportunityLine } from "../sales/opportunity-line/opportunity-line.object.ts";
import { create, type Seeding } from "./seeding.ts";

const TERMS = "1. 报价含 13% 增值税及送货上门。\n2. 交货期：合同生效后四周。\n3. 整机质保三年，软件质保一年。";
const REASONS = ["price", "price", "terms", "competitor", "noBudget"];

/** Offers for deals that are far enough: what was won was accepted, what was lost rejected, the rest waits for an answer. */
export async function seedQuotes(seeding: Seeding, deals: readonly AnyRecord[]): Promise<readonly AnyRecord[]> {
  const quoted = deals.filter(
    ({ status, probability }, i) => status === "won" || (probability >= 40 && i % 2 === 0) || i % 9 === 3,
  );
  const offers = await Promise.all(quoted.map(async (deal) => ({ deal, lines: await offeredLines(seeding, deal) })));
  const dearer = offers.filter(({ deal }, i) => deal.status === "won" && i % 4 === 0);
  const first = await create(
    seeding,
    "quote",
    dearer.map(({ deal, lines }) => ({
      ...quoteValues(seeding, deal, 30),
      status: "superseded",
      lines: lines.map((line) => ({ ...line, discount: 0 })),
    })),
  );
  return await create(
    seeding,
    "quote",
    offers.map(({ deal, lines }, i) => {
      const before = first[dearer.findIndex((offer) => offer.deal === deal)];
      return { ...quoteValues(seeding, deal, 12), ...outcomeOf(seeding, deal, i), ...versionOf(before), lines };
    }),
  );
}

/** The lines of the deal; where it has none, one that says it all. */
async function offeredLines({ ctx }: Seeding, deal: AnyRecord): Promise<Record<string, unknown>[]> {
  const lines = await linesOf(ctx.records, opportunityLine, "opportunity", deal.id);
  if (lines.length === 0)
    return [{ name: "整体解决方案（含安装实施）", unit: "set", quantity: 1, price: deal.amount, taxRate: 13 }];
  return lines.map((line) => ({ ...lineValues(line), opportunityLineId: line.id }));
}

function quoteValues({ random, calendar }: Seeding, deal: AnyRecord, before: number): Record<string, unknown> {
  const decided = deal.status === "open" ? -random.between(0, 20) : -calendar.daysSince(`${deal.closedAt}T12:00:00Z`);
  const quoted = decided - (deal.status === "open" ? 0 : before);
  return {
    name: deal.name,
    opportunityId: deal.id,
    accountId: deal.accountId,
    contactId: deal.contactId,
    ownerId: deal.ownerId,
    quotedOn: calendar.date(quoted),
    validUntil: calendar.date(quoted + random.pick([15, 30, 30])),
    terms: TERMS,
    sentAt: calendar.instant(quoted, random),
    createdAt: calendar.instant(quoted, random),
  };
}

function outcomeOf({ random }: Seeding, deal: AnyRecord, i: number): Record<string, unknown> {
  if (deal.status === "won") return { status: "accepted", decidedOn: deal.closedAt };
  if (deal.status === "lost") return { status: "rejected", decidedOn: deal.closedAt, rejectReason: random.pick(REASONS) };
  return i % 5 === 0 ? { status: "draft", sentAt: null } : { status: "sent" };
}

function versionOf(before: AnyRecord | undefined): Record<string, unknown> {
  return before === undefined ? {} : { previousId: before.id, revision: 2 };
}
