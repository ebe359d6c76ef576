import type { AnyRecord } from "#engine/object.ts";
import { companyProfile } from "../organization/company-profile/company-profile.object.ts";
import { seedCatalogue } from "./catalogue.ts";
import { DEPARTMENTS, PEOPLE, SELLERS } from "./people.ts";
import { create, type Seeding } from "./seeding.ts";

export type DemoOrganization = {
  user(login: string): string;
  sellers: readonly string[];
  pools: { hardware: string; software: string; account: string };
  products: readonly AnyRecord[];
  tags: readonly string[];
};

export async function seedOrganization(seeding: Seeding): Promise<DemoOrganization> {
  await seedProfile(seeding);
  const departments = await seedDepartments(seeding);
  const users = await seedPeople(seeding, departments);
  await nameHeads(seeding, departments, users);
  const user = (login: string) => users.get(login)!;
  return {
    user,
    sellers: SELLERS.map(user),
    pools: await seedPools(seeding, departments, user),
    products: await seedCatalogue(seeding),
    tags: (
      await create(seeding, "tag", [
        { name: "样板客户", colour: "green" },
        { name: "展会", colour: "blue" },
        { name: "急", colour: "red" },
        { name: "等保", colour: "purple" },
      ])
    ).map(({ id }) => id),
  };
}

const LETTERHEAD = {
  taxNumber: "91310115MA1K4BXQ7L",
  address: "上海市浦东新区张江路 88 号 3 幢 501 室",
  phone: "021-50806688",
  bank: "招商银行上海分行张江支行",
  bankAccount: "1219 0888 6610 101",
};

async function seedProfile({ ctx }: Seeding): Promise<void> {
  const [profile] = await ctx.records.find(companyProfile, { limit: 1 });
  const legalName = `${ctx.company.name}有限公司`;
  if (profile) await ctx.records.update(companyProfile, profile.id, { ...LETTERHEAD, legalName }, { as: "engine" });
}

async function seedDepartments(seeding: Seeding): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const { key, name, code, parent } of DEPARTMENTS) {
    const [made] = await create(seeding, "department", [{ name, code, parentId: parent === null ? null : ids.get(parent) }]);
    ids.set(key, made!.id);
  }
  return ids;
}

async function seedPeople(seeding: Seeding, departments: ReadonlyMap<string, string>): Promise<Map<string, string>> {
  const roles = new Map((await seeding.ctx.records.find("role", { limit: 100 })).map(({ code, id }) => [code, id]));
  const ids = new Map<string, string>();
  for (const { login, name, position, department, role, manager } of PEOPLE) {
    const person = {
      login,
      name,
      position,
      departmentId: departments.get(department),
      rolesIds: [roles.get(role)],
      managerId: manager === null ? null : ids.get(manager),
      phone: `1390000${String(1_001 + ids.size)}`,
    };
    const [made] = await create(seeding, "user", [person]);
    ids.set(login, made!.id);
  }
  return ids;
}

async function nameHeads({ ctx }: Seeding, departments: ReadonlyMap<string, string>, users: ReadonlyMap<string, string>) {
  for (const { login, department, head } of PEOPLE) {
    if (head)
      await ctx.records.update("department", departments.get(department)!, { headId: users.get(login) }, { as: "engine" });
  }
}

async function seedPools(seeding: Seeding, departments: ReadonlyMap<string, string>, user: (login: string) => string) {
  const rules = { holdingCap: 60, dailyClaims: 5, coolDownDays: 7, recycleAfterDays: 30, warnDays: 5, enabled: true };
  const sales = [departments.get("east"), departments.get("north")];
  const [hardware, software, account] = await create(seeding, "pool", [
    { name: "硬件线索公海", type: "lead", ...rules, memberDepartmentsIds: sales, adminsIds: [user("xumin")] },
    {
      name: "软件线索公海",
      type: "lead",
      ...rules,
      memberDepartmentsIds: [departments.get("east")],
      adminsIds: [user("chenlixin")],
    },
    {
      name: "客户公海",
      type: "account",
      ...rules,
      recycleAfterDays: 90,
      warnDays: 10,
      memberDepartmentsIds: sales,
      adminsIds: [user("xumin")],
    },
  ]);
  return { hardware: hardware!.id, software: software!.id, account: account!.id };
}
