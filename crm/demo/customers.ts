import type { AnyRecord } from "#engine/object.ts";
import { checkCharacter } from "../sales/account/credit-code.ts";
import type { DemoOrganization } from "./organization.ts";
import type { Random } from "./random.ts";
import { create, type Seeding } from "./seeding.ts";
import { CITIES, GIVEN_NAMES, LINES, POSITIONS, SHORT_NAMES, STREETS, SURNAMES } from "./words.ts";

export type DemoCustomers = { accounts: readonly AnyRecord[]; contacts: ReadonlyMap<string, readonly AnyRecord[]> };

const COUNT = 120;
/** The last ones wait in the pool for somebody to work them. */
const POOLED = 18;

export async function seedCustomers(seeding: Seeding, organization: DemoOrganization): Promise<DemoCustomers> {
  const values = Array.from({ length: COUNT }, (_, i) => accountValues(seeding, organization, i));
  const accounts = await create(seeding, "account", values);
  const people = accounts.flatMap((account, i) => contactsOf(seeding, account, i));
  const contacts = await create(seeding, "contact", people);
  return { accounts, contacts: Map.groupBy(contacts, ({ accountId }) => accountId as string) };
}

function accountValues({ random, calendar }: Seeding, organization: DemoOrganization, i: number): Record<string, unknown> {
  const city = i === 0 ? CITIES[0] : random.pick(CITIES);
  const line = i === 0 ? LINES[0] : random.pick(LINES);
  const short = i === 0 ? "华江" : SHORT_NAMES[i % SHORT_NAMES.length]!;
  const employees = random.pick([30, 60, 120, 260, 500, 900, 1800]);
  const isPooled = i >= COUNT - POOLED;
  return {
    name: `${city.name}${short}${line.words}有限公司`,
    shortName: short + line.words.slice(0, 2),
    type: random.chance(8) ? "dealer" : "enterprise",
    status: random.chance(55) ? "interested" : "potential",
    level: i === 0 ? "A" : random.pick(["A", "B", "B", "C", "C", "C"]),
    creditCode: creditCode(random),
    industry: line.industry,
    region: city.region,
    source: random.pick(["website", "exhibition", "referral", "phone", "tender", "partner", "visit"]),
    phone: `0${random.between(20, 29)}-8${String(random.between(1_000_000, 9_999_999))}`,
    website: `https://www.example-${i + 1}.cn`,
    address: {
      province: city.province,
      city: `${city.name}市`,
      district: city.district,
      street: `${random.pick(STREETS)}${random.between(1, 299)}号`,
    },
    employees,
    revenue: String(employees * random.between(20, 60) * 10_000),
    yearEstablished: random.between(1992, 2021),
    reference: random.chance(6),
    keyPoints: random.chance(25) ? "决策人重视售后响应时间；付款走年度预算，十一月前要定下来。" : null,
    tagsIds: random.chance(15) ? [random.pick(organization.tags)] : [],
    poolId: isPooled ? organization.pools.account : null,
    ownerId: isPooled ? null : i === 0 ? organization.user("liuqing") : random.pick(organization.sellers),
    createdAt: calendar.instant(-random.between(60, 700), random),
  };
}

function contactsOf({ random, calendar }: Seeding, account: AnyRecord, i: number): Record<string, unknown>[] {
  return Array.from({ length: random.between(1, 3) }, (_, n) => ({
    name: i === 0 && n === 0 ? "张建国" : random.pick(SURNAMES) + random.pick(GIVEN_NAMES),
    accountId: account.id,
    position: n === 0 ? random.pick(POSITIONS.slice(0, 3)) : random.pick(POSITIONS),
    // 170 with a fourth digit that no carrier gives out: nobody is rung by a demo.
    mobile: `1700${String(1_000_000 + i * 10 + n)}`,
    email: `contact${i + 1}.${n + 1}@example-${i + 1}.cn`,
    decisionRole: n === 0 ? "decider" : random.pick(["influencer", "user", "user"]),
    attitude: random.pick(["supports", "neutral", "neutral", "opposes"]),
    primary: n === 0,
    birthday: random.chance(40) ? calendar.date(-random.between(25 * 365, 55 * 365)) : null,
  }));
}

function creditCode(random: Random): string {
  const digits = (length: number) => Array.from({ length }, () => random.between(0, 9)).join("");
  const body = `91${digits(6)}MA${digits(7)}`;
  return body + checkCharacter(body);
}
