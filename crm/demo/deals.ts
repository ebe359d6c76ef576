import type { AnyRecord } from "#engine/object.ts";
import { STAGES } from "../sales/opportunity/stages.ts";
import type { DemoCustomers } from "./customers.ts";
import type { DemoOrganization } from "./organization.ts";
import { create, type Seeding } from "./seeding.ts";
import { NEEDS } from "./words.ts";

const COUNT = 150;
const REASONS = ["price", "price", "competitor", "timing", "noBudget", "product", "unrecorded"];
const RIVALS = ["浪潮", "本地集成商", "原厂直销", "用友渠道"];

export async function seedDeals(
  seeding: Seeding,
  organization: DemoOrganization,
  customers: DemoCustomers,
  leads: readonly AnyRecord[],
): Promise<readonly AnyRecord[]> {
  const converted = leads.filter(({ status }) => status === "converted");
  const values = Array.from({ length: COUNT }, (_, i) => dealValues(seeding, organization, customers, converted[i], i));
  const deals = await create(seeding, "opportunity", values);
  await create(
    seeding,
    "opportunityLine",
    deals.flatMap((deal, i) => (i % 3 === 0 ? linesOf(seeding, organization, deal) : [])),
  );
  return deals;
}

function dealValues(
  seeding: Seeding,
  organization: DemoOrganization,
  customers: DemoCustomers,
  lead: AnyRecord | undefined,
  i: number,
): Record<string, unknown> {
  const { random, calendar } = seeding;
  const owned = customers.accounts.filter(({ ownerId }) => ownerId !== null);
  const account = i === 0 ? owned[0]! : lead ? owned.find(({ id }) => id === lead.accountId)! : random.pick(owned);
  const recordType = i === 0 || random.chance(60) ? "short" : "project";
  const stage = i === 0 ? "negotiation" : stageOf(seeding, recordType, i);
  const age = random.between(15, 380);
  const closedAgo = random.between(0, Math.min(age, 360));
  const need = i === 0 ? "AS 小型机更换" : random.pick(NEEDS);
  return {
    name: `${account.shortName}${need}项目`,
    recordType,
    accountId: account.id,
    contactId: customers.contacts.get(account.id)?.[0]?.id ?? null,
    productId: random.pick(organization.products).id,
    ownerId: account.ownerId,
    stage,
    amount: String(random.between(3, 160) * 5_000),
    budget: random.chance(50) ? String(random.between(4, 170) * 5_000) : null,
    openedOn: calendar.date(-age),
    closeDate: calendar.date(stage === "won" || stage === "lost" ? -closedAgo : random.between(-15, 120)),
    source: lead?.source ?? account.source,
    campaignId: lead?.campaignId ?? null,
    leadId: lead?.id ?? null,
    stageSince: calendar.instant(-random.between(0, Math.min(age, 70)), random),
    createdAt: calendar.instant(-age, random),
    ...(stage === "won" || stage === "lost" ? { closedAt: calendar.date(-closedAgo) } : {}),
    ...(stage === "lost" ? { lostReason: random.pick(REASONS), competitor: random.chance(50) ? random.pick(RIVALS) : null } : {}),
  };
}

function stageOf({ random }: Seeding, recordType: string, i: number): string {
  if (i % 10 < 3) return "won";
  if (i % 10 < 5) return "lost";
  const open = STAGES.filter((stage) => stage.kind === "open" && (stage.types as readonly string[]).includes(recordType));
  return random.pick(open).value;
}

function linesOf({ random }: Seeding, organization: DemoOrganization, deal: AnyRecord): Record<string, unknown>[] {
  return Array.from({ length: random.between(1, 4) }, () => ({
    opportunityId: deal.id,
    productId: random.pick(organization.products).id,
    quantity: random.pick([1, 1, 1, 2, 2, 4, 10]),
    discount: random.pick([0, 0, 5, 8, 10]),
  }));
}
