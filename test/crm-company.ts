import { modules } from "#crm/index.ts";
import { welcomeObjects } from "#engine/company/welcome-objects.ts";
import { reading } from "#engine/context.ts";
import type { UserActor } from "#engine/ctx.ts";
import type { AnyRecord } from "#engine/object.ts";
import type { Job } from "#engine/subscriber.ts";
import { startTestApp } from "./http.ts";

type Values = Record<string, unknown>;

/** The product behind its API: ready roles, two sales teams under one head, and makers of valid records. */
export async function startCrmCompany() {
  const app = await startTestApp(modules);
  const roles = new Map<string, string>();
  await app.engineWrites(async (ctx) => {
    await welcomeObjects(ctx, []);
    for (const { code, id } of await ctx.records.find("role", { limit: 50 })) roles.set(code, id);
  });
  const sales = await app.add("department", { name: "销售中心" });
  const east = await app.add("department", { name: "华东", parentId: sales.id });
  const north = await app.add("department", { name: "华北", parentId: sales.id });
  const departments: Readonly<Record<string, string>> = { sales: sales.id, east: east.id, north: north.id };
  let made = 0;

  async function user(role = "sales", department: keyof typeof departments = "east", values: Values = {}): Promise<UserActor> {
    const name = `${role}${++made}`;
    return await app.person({ name, login: name, departmentId: departments[department], rolesIds: [roles.get(role)], ...values });
  }

  const make = {
    user,
    pool: (values: Values = {}) => app.add("pool", { name: `公海${++made}`, memberDepartmentsIds: [east.id], ...values }),
    lead: (values: Values = {}) => app.add("lead", { name: "张建国", mobile: mobile(++made), ownerId: null, ...values }),
    account: (values: Values = {}) => app.add("account", { name: `测试客户${++made}号`, ownerId: null, ...values }),
    contact: (values: Values) => app.add("contact", { name: "李工", mobile: mobile(++made), ...values }),
    product: (values: Values = {}) => app.add("product", { name: `产品${++made}`, listPrice: "100", ...values }),
    followUp: (about: [string, AnyRecord], values: Values = {}) =>
      app.add("followUp", {
        aboutObject: about[0],
        aboutId: about[1].id,
        content: "打了电话",
        ownerId: about[1].ownerId,
        ...values,
      }),
    async opportunity(values: Values = {}) {
      const ownerId = values.ownerId ?? (await user()).userId;
      const accountId = values.accountId ?? (await make.account({ ownerId })).id;
      return await app.add("opportunity", { name: "测试商机", amount: "10000", ownerId, accountId, ...values });
    },
    async contract(values: Values = {}) {
      const ownerId = values.ownerId ?? (await user()).userId;
      const accountId = values.accountId ?? (await make.account({ ownerId })).id;
      return await app.add("contract", { name: "测试合同", amount: "10000", ownerId, accountId, ...values });
    },
  };

  return {
    ...app,
    departments,
    roles,
    make,
    /** Runs a scheduled job once, as the system actor it is declared to be. */
    async run(job: Job) {
      const actor = { kind: "system", name: job.name, rights: job.rights, source: "job", language: "zh-CN" } as const;
      await job.run(await reading(app.engine, app.company, actor));
    },
    /** The record as it stands, whoever may see it. */
    stored: (object: string, id: string) => app.engineWrites((ctx) => ctx.records.get(object, id)),
    /** Turns the clock on by whole days. */
    later(days: number, hours = 0) {
      app.clock.set(new Date(app.clock.now().getTime() + days * 86_400_000 + hours * 3_600_000).toISOString());
    },
    async namesOfEvents(id: string): Promise<string[]> {
      return (await app.eventsOf(id)).map(({ name }) => name as string);
    },
  };
}

function mobile(count: number): string {
  return `1391${String(1_000_000 + count)}`;
}
