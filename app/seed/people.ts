import type { Ctx } from "#engine/ctx.ts";
import type { AnyRecord } from "#engine/object.ts";
import type { Counts } from "./sizes.ts";
import { mobile, personName } from "./words.ts";

export type People = {
  /** Heads and sellers with the department that is theirs. */
  sellers: { id: string; departmentId: string }[];
  boss: AnyRecord;
  /** Head of a department of the third level: some twenty people. */
  manager: AnyRecord;
  rep: AnyRecord;
};

const DIVISIONS = ["华北大区", "华东大区", "华南大区"];
const BRANCHES = ["一分公司", "二分公司", "三分公司"];
const TEAMS = ["销售一组", "销售二组", "销售三组"];

/** Forty departments four levels deep and two hundred people, made through the records like any others. */
export async function seedPeople(ctx: Ctx, counts: Counts): Promise<People> {
  const [root] = await ctx.records.find("department", { filter: { field: "parent", op: "isEmpty" }, limit: 1 });
  const make = async (names: readonly string[], parent: AnyRecord) => {
    const rows = names.map((name, sort) => ({
      name: parent === root ? name : `${parent.name}${name}`,
      parentId: parent.id,
      sort,
    }));
    return made(await ctx.records.createMany("department", rows, { as: "engine" }));
  };
  const divisions = await make(DIVISIONS, root!);
  const branches = (await serially(divisions, (division) => make(BRANCHES, division))).flat();
  const teams = (await serially(branches, (branch) => make(TEAMS, branch))).flat();

  const roles = await ctx.records.find("role", { limit: 50 });
  const role = (code: string) => [roles.find((each) => each.code === code)!.id];
  const person = (index: number, department: AnyRecord, code: string) => ({
    name: personName(90, index),
    login: `u${String(index).padStart(3, "0")}`,
    phone: mobile(95, index),
    departmentId: department.id,
    rolesIds: role(code),
  });
  const heads = [root!, ...divisions, ...branches, ...teams];
  const people = Array.from({ length: counts.users }, (_, index) =>
    index < heads.length
      ? person(index, heads[index]!, index === 0 ? "director" : "manager")
      : person(index, teams[index % teams.length]!, "sales"),
  );
  const users = made(await ctx.records.createMany("user", people, { as: "engine" }));
  const leads = heads.map((department, index) => ({ id: department.id as string, headId: users[index]!.id }));
  made(await ctx.records.updateMany("department", leads, { as: "engine" }));

  return {
    sellers: users.slice(heads.length - teams.length).map((user) => ({ id: user.id, departmentId: user.departmentId })),
    boss: users[0]!,
    manager: users[1 + divisions.length]!,
    rep: users.at(-1)!,
  };
}

function made(outcomes: Awaited<ReturnType<Ctx["records"]["createMany"]>>): AnyRecord[] {
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw outcome.error;
    return outcome.record;
  });
}

/** One transaction has one connection: its statements go one after the other. */
async function serially<T, R>(each: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const one of each) results.push(await work(one));
  return results;
}
