import sql from "sql-template-tag";
import { v7 } from "uuid";
import { commentModule } from "#engine/collaboration/comment/index.ts";
import { fileModule } from "#engine/collaboration/file/index.ts";
import { mailModule } from "#engine/collaboration/mail/index.ts";
import { noteModule } from "#engine/collaboration/note/index.ts";
import { tagModule } from "#engine/collaboration/tag/index.ts";
import { viewModule } from "#engine/collaboration/view/index.ts";
import { companyModel } from "#engine/company/company.ts";
import { inTransaction, reading } from "#engine/context.ts";
import type { Company, Ctx, Engine, SystemActor, UserActor } from "#engine/ctx.ts";
import { settledPosition } from "#engine/history/settled-position.ts";
import { tableOf } from "#engine/model/sql.ts";
import type { ObjectModule } from "#engine/module.ts";
import { department } from "#engine/organization/department.object.ts";
import { role } from "#engine/organization/role.object.ts";
import { user } from "#engine/organization/user.object.ts";
import { engineTables } from "#engine/schema/engine-tables.ts";
import { syncCompany } from "#engine/schema/sync.ts";
import { fixedClock } from "#platform/clock.ts";
import { openLog } from "#platform/log.ts";
import type { Wakeups } from "#platform/wakeups.ts";
import { startTestDatabase } from "./app.ts";
import { gadgetModule } from "./objects/gadget/index.ts";
import { parcelModule } from "./objects/parcel/index.ts";
import { parcelItemModule } from "./objects/parcel-item/index.ts";
import { widgetModule } from "./objects/widget/index.ts";

const bare = { "zh-CN": {}, en: {} };
export const TOYS: readonly ObjectModule[] = [
  ...[
    widgetModule,
    gadgetModule,
    parcelModule,
    parcelItemModule,
    tagModule,
    viewModule,
    noteModule,
    commentModule,
    fileModule,
    mailModule,
  ],
  ...[department, role, user].map((object) => ({ object, labels: bare })),
];

/** A company with the toy objects, its own database, a clock to turn and people to act as. */
export async function startToyCompany(modules: readonly ObjectModule[] = TOYS) {
  const { database, url } = await startTestDatabase();
  const clock = fixedClock("2026-03-02T01:00:00Z");
  const engine = { database, clock, log: openLog("silent"), modules, wakeups: localWakeups(), mailer: null } as unknown as Engine;
  const company: Company = {
    id: v7(),
    slug: "toys",
    name: "Toys",
    schema: "c_toys",
    zone: "Asia/Shanghai",
    currency: "CNY",
    fiscalStart: 1,
    language: "zh-CN",
  };
  await database.execute(sql`
    insert into kehai.company (id, slug, name, schema) values (${company.id}, ${company.slug}, ${company.name}, ${company.schema})`);
  const model = await companyModelOf(engine, company);
  await syncCompany(database, company, model, clock.now());

  const setUp: SystemActor = { kind: "system", name: "set-up", rights: { "*": ["*"] }, source: "test", language: "en" };
  const engineWrites = <T>(work: (ctx: Ctx) => Promise<T>) => inTransaction(engine, company, setUp, work);
  const add = (object: string, values: Record<string, unknown>) =>
    engineWrites((ctx) => ctx.records.create(object, values, { as: "engine", accept: "all" }));

  const all = { read: "company", create: "company", update: "company", delete: "company" };
  const boss = await add("role", { name: "Boss", code: "boss", permissions: { "*": all }, rights: ["*"] });
  const rep = await add("role", { name: "Rep", code: "rep", usesDefaults: true });
  const house = await add("department", { name: "House" });
  let people = 0;

  return {
    engine,
    company,
    model,
    database,
    url,
    clock,
    departmentId: house.id,
    roles: { boss: boss.id, rep: rep.id },
    add,
    engineWrites,
    table: (name: string) => tableOf(company, name),
    /** A person, the boss unless other roles are given. */
    async person(values: Record<string, unknown> = {}): Promise<UserActor> {
      const login = `person${++people}`;
      const record = await add("user", { name: login, login, departmentId: house.id, rolesIds: [boss.id], ...values });
      return { kind: "user", userId: record.id, identityId: v7(), name: record.name, language: "en", source: "test" };
    },
    as: (actor: UserActor | SystemActor): Promise<Ctx> => reading(engine, company, actor),
    within: <T>(actor: UserActor | SystemActor, work: (ctx: Ctx) => Promise<T>) => inTransaction(engine, company, actor, work),
    /** Waits until all that was written can be heard of: other files' transactions in the cluster hold it back while they run. */
    async settled(): Promise<void> {
      const [last] = await database.query<{ id: number }>(sql`select max(id) as id from ${tableOf(company, "event")}`);
      while ((await settledPosition(engine, company)) < (last!.id ?? 0));
    },
    /** Names of a record's events, oldest first. */
    async eventsOf(recordId: string) {
      return await database.query(sql`
        select name, changes, data, actor_id as "actorId", via from ${tableOf(company, "event")} where record_id = ${recordId}::uuid order by id`);
    },
  };
}

/** Wake-ups of a process that is alone. */
function localWakeups(): Wakeups {
  const handlers = new Map<string, Set<() => void>>();
  return {
    on(topic, handler) {
      handlers.set(topic, (handlers.get(topic) ?? new Set()).add(handler));
      return () => void handlers.get(topic)?.delete(handler);
    },
    send: (topic) => handlers.get(topic)?.forEach((handler) => void handler()),
    close: async () => undefined,
  };
}

/** The model is compiled before the company's tables exist, so it cannot be read from them. */
async function companyModelOf(engine: Engine, company: Company) {
  for (const statement of engineTables(`"${company.schema}"`).split(/;\s*$/m))
    if (statement.trim()) await engine.database.pool.query(statement);
  return await companyModel(engine, company);
}
