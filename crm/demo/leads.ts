import type { AnyRecord } from "#engine/object.ts";
import { type DemoCampaigns, ranAt } from "./campaigns.ts";
import type { DemoCustomers } from "./customers.ts";
import type { DemoOrganization } from "./organization.ts";
import { create, type Seeding } from "./seeding.ts";
import { CITIES, GIVEN_NAMES, LINES, NEEDS, POSITIONS, SHORT_NAMES, SURNAMES } from "./words.ts";

const COUNT = 300;
const SOURCES = ["website", "search", "exhibition", "phone", "boughtList", "referral", "social"];
/** What the demo company spends on brings most of its customers. */
const FRUITFUL = ["exhibition", "exhibition", "exhibition", "referral", "referral", "search", "social"];

export async function seedLeads(
  seeding: Seeding,
  organization: DemoOrganization,
  customers: DemoCustomers,
  campaigns: DemoCampaigns,
): Promise<readonly AnyRecord[]> {
  const values = Array.from({ length: COUNT }, (_, i) => leadValues(seeding, organization, customers, campaigns, i));
  return await create(seeding, "lead", values);
}

type State = "pooled" | "assigned" | "following" | "converted" | "invalid";

function stateOf(i: number): State {
  if (i % 10 < 3) return "pooled";
  if (i % 10 < 5) return "assigned";
  if (i % 10 < 8) return "following";
  return i % 10 === 8 ? "converted" : "invalid";
}

function leadValues(
  seeding: Seeding,
  organization: DemoOrganization,
  customers: DemoCustomers,
  campaigns: DemoCampaigns,
  i: number,
): Record<string, unknown> {
  const { random, calendar } = seeding;
  const state = stateOf(i);
  const city = random.pick(CITIES);
  const line = random.pick(LINES);
  const isHardware = random.chance(60);
  // Held leads came lately: the pools would have taken back older ones that nobody works.
  const age = state === "pooled" ? random.between(0, 90) : state === "assigned" ? random.between(0, 20) : random.between(1, 240);
  const values = {
    name: random.pick(SURNAMES) + random.pick(GIVEN_NAMES),
    company: `${city.name}${random.pick(SHORT_NAMES)}${random.pick(["实业", "贸易", "工贸", "网络"])}有限公司`,
    position: random.pick(POSITIONS),
    mobile: `1701${String(1_000_000 + i)}`,
    email: random.chance(40) ? `lead${i + 1}@example.cn` : null,
    source: random.pick(state === "converted" ? FRUITFUL : SOURCES),
    region: city.region,
    industry: line.industry,
    intention: random.pick(["A", "B", "B", "C", "C", null]),
    productWanted: random.pick(NEEDS),
    productId: random.chance(40) ? random.pick(organization.products).id : null,
    budget: random.chance(35) ? String(random.between(2, 80) * 10_000) : null,
    poolId: state === "following" && age > 20 ? null : isHardware ? organization.pools.hardware : organization.pools.software,
    tagsIds: random.chance(12) ? [random.pick(organization.tags)] : [],
    createdAt: calendar.instant(-age, random),
    ownerId: state === "pooled" ? null : random.pick(organization.sellers),
    ...outcomeOf(seeding, customers, state, age),
  };
  return { ...values, campaignId: ranAt(campaigns, values.source, age) };
}

function outcomeOf({ random, calendar }: Seeding, customers: DemoCustomers, state: State, age: number): Record<string, unknown> {
  if (state === "invalid")
    return { status: "invalid", invalidReason: random.pick(["wrongNumber", "noNeed", "unreachable", "noBudget"]) };
  if (state !== "converted") return {};
  const account = random.pick(customers.accounts.slice(0, 90));
  return {
    status: "converted",
    convertedAt: calendar.instant(-Math.floor(age / 2), random),
    accountId: account.id,
    contactId: customers.contacts.get(account.id)?.[0]?.id ?? null,
    ownerId: account.ownerId,
    poolId: null,
  };
}
