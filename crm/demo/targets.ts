import type { AnyRecord } from "#engine/object.ts";
import type { DemoOrganization } from "./organization.ts";
import { PEOPLE } from "./people.ts";
import { create, type Seeding } from "./seeding.ts";

/** What a quarter is to bring, by team and by each who sells in it. */
const TEAMS = [
  { department: "华东销售部", floor: "6000000", stretch: "7200000", each: { floor: "1500000", stretch: "1800000" } },
  { department: "新天国际", floor: "3000000", stretch: "3600000", each: { floor: "1000000", stretch: "1200000" } },
] as const;

export async function seedTargets(seeding: Seeding, organization: DemoOrganization): Promise<void> {
  const { ctx, calendar } = seeding;
  const today = calendar.date(0);
  const year = { metric: "contractAmount", period: "year", startsOn: `${today.slice(0, 4)}-01-01` };
  const quarter = { metric: "contractAmount", period: "quarter", startsOn: quarterOf(today) };
  const month = { metric: "receipts", period: "month", startsOn: `${today.slice(0, 7)}-01` };
  const company = { unit: "company" } as const;

  const [whole] = await create(seeding, "target", [{ ...year, ...company, floor: "24000000", stretch: "30000000" }]);
  const [now] = await create(seeding, "target", [
    { ...quarter, ...company, floor: "9000000", stretch: "11000000", parentId: whole!.id },
    { ...month, ...company, floor: "1800000", stretch: "2200000" },
  ]);

  const departments = await ctx.records.find("department", { limit: 100 });
  for (const { department, floor, stretch, each } of TEAMS) {
    const { id } = departments.find(({ name }) => name === department)!;
    const [below] = await create(seeding, "target", [
      { ...quarter, unit: "department", departmentId: id, floor, stretch, parentId: now!.id },
    ]);
    const sellers = await sellersOf(seeding, organization, id);
    await create(
      seeding,
      "target",
      sellers.flatMap(({ id: ownerId }) => [
        { ...quarter, unit: "person", ownerId, ...each, parentId: below!.id },
        { ...month, unit: "person", ownerId, floor: "250000", stretch: "300000" },
      ]),
    );
  }
}

async function sellersOf({ ctx }: Seeding, { sellers }: DemoOrganization, departmentId: string): Promise<AnyRecord[]> {
  const people = await ctx.records.find("user", {
    filter: { field: "department", op: "eq", value: departmentId },
    sort: "createdAt",
    limit: PEOPLE.length,
  });
  return people.filter(({ id }) => sellers.includes(id));
}

function quarterOf(day: string): string {
  const first = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1;
  return `${day.slice(0, 4)}-${String(first).padStart(2, "0")}-01`;
}
