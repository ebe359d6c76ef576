import type { DemoOrganization } from "./organization.ts";
import { create, type Seeding } from "./seeding.ts";

/** A campaign with the days it ran, counted back from today. */
type Ran = { id: string; channel: string; from: number; to: number };
export type DemoCampaigns = readonly Ran[];

const CAMPAIGNS = [
  { name: "上海智能制造展", type: "exhibition", channel: "exhibition", place: "国家会展中心", cost: 186_000, from: 240, to: 121 },
  { name: "长三角中小企业数字化大会", type: "conference", channel: "exhibition", place: "苏州", cost: 92_000, from: 120, to: 31 },
  { name: "搜索推广·春季", type: "search", channel: "search", place: null, cost: 64_500, from: 240, to: 91 },
  { name: "老客户答谢会", type: "conference", channel: "referral", place: "无锡", cost: 38_000, from: 150, to: 0 },
  { name: "公众号行业专题", type: "social", channel: "social", place: null, cost: 21_800, from: 90, to: 0 },
] as const;

export async function seedCampaigns(seeding: Seeding, organization: DemoOrganization): Promise<DemoCampaigns> {
  const { date } = seeding.calendar;
  const made = await create(
    seeding,
    "campaign",
    CAMPAIGNS.map(({ from, to, cost, ...campaign }) => ({
      ...campaign,
      ownerId: organization.user("linxiao"),
      status: to === 0 ? "running" : "finished",
      startsOn: date(-from),
      endsOn: date(to === 0 ? 30 : -to),
      budget: String(Math.ceil(cost / 50_000) * 50_000),
      cost: String(cost),
      expectedLeads: 40,
    })),
  );
  return made.map(({ id }, i) => ({ id, ...CAMPAIGNS[i]! }));
}

/** The campaign of the channel that ran so many days ago, if one did. */
export function ranAt(campaigns: DemoCampaigns, channel: string, daysAgo: number): string | null {
  return campaigns.find((one) => one.channel === channel && one.from >= daysAgo && daysAgo >= one.to)?.id ?? null;
}
