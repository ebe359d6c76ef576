import sql, { join } from "sql-template-tag";
import { v7 } from "uuid";
import { loadAccess } from "#engine/access/load-access.ts";
import { commentModule } from "#engine/collaboration/comment/index.ts";
import { fileModule } from "#engine/collaboration/file/index.ts";
import type { Actor, Company, Ctx, Engine } from "#engine/ctx.ts";
import { compileModel } from "#engine/model/compile.ts";
import type { Model } from "#engine/model/model.ts";
import { snake } from "#engine/model/names.ts";
import { ident, tableOf } from "#engine/model/sql.ts";
import type { ObjectModule } from "#engine/module.ts";
import { department } from "#engine/organization/department.object.ts";
import { role } from "#engine/organization/role.object.ts";
import { user } from "#engine/organization/user.object.ts";
import { syncCompany } from "#engine/schema/sync.ts";
import { fixedClock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";
import { startTestDatabase } from "./app.ts";
import { gadgetModule } from "./objects/gadget/index.ts";
import { widgetModule } from "./objects/widget/index.ts";

const labels = { "zh-CN": {}, en: {} };
const TOYS: ObjectModule[] = [
  ...[user, department, role].map((object) => ({ object, labels })),
  commentModule,
  fileModule,
  gadgetModule,
  widgetModule,
];

export type BareCompany = {
  database: Database;
  company: Company;
  model: Model;
  clock: ReturnType<typeof fixedClock>;
  /** Puts rows into an object's table as they are, below every rule; answers their ids. */
  insert(object: string, rows: readonly Record<string, unknown>[]): Promise<string[]>;
  /** A reading context of a person, or of a system actor with rights. */
  as(actor: string | { rights: Record<string, readonly string[]> }): Promise<Ctx>;
};

/** A company with the toy objects and the organisation, for what is tested below the write path. */
export async function startBareCompany(modules: readonly ObjectModule[] = TOYS): Promise<BareCompany> {
  const { database } = await startTestDatabase();
  return await bareCompany(database, modules);
}

export async function bareCompany(database: Database, modules: readonly ObjectModule[] = TOYS): Promise<BareCompany> {
  const company = {
    id: v7(),
    slug: "toys",
    name: "玩具",
    schema: "c_toys",
    zone: "Asia/Shanghai",
    currency: "CNY",
    fiscalStart: 1,
    language: "zh-CN",
  };
  const clock = fixedClock("2026-03-04T01:00:00Z");
  const model = compileModel("toys", modules);
  await database.execute(sql`insert into kehai.company (id, slug, name, schema)
    values (${company.id}::uuid, ${company.slug}, ${company.name}, ${company.schema}) on conflict do nothing`);
  await syncCompany(database, company, model, clock.now());
  return {
    database,
    company,
    model,
    clock,
    insert: (object, rows) => insertRows(database, company, model, object, rows),
    as: (actor) => readingCtx({ database, clock, modules } as unknown as Engine, company, model, actor),
  };
}

async function insertRows(
  database: Database,
  company: Company,
  model: Model,
  name: string,
  rows: readonly Record<string, unknown>[],
) {
  const object = model.objects.get(name)!;
  const ids: string[] = [];
  for (const { ...row } of rows) {
    const id = (row.id as string | undefined) ?? v7();
    ids.push(id);
    const cells = object.columns.filter(({ key }) => key === "id" || row[key] !== undefined);
    await database.execute(sql`insert into ${tableOf(company, object.table)}
      (${join(
        cells.map(({ column }) => ident(column)),
        ", ",
      )})
      values (${join(
        cells.map(({ key, sqlType }) => (key === "id" ? id : sqlType === "jsonb" ? JSON.stringify(row[key]) : row[key])),
        ", ",
      )})`);
    for (const field of object.fields.values()) {
      if (field.type !== "multiReference" || row[field.key] === undefined) continue;
      await database.execute(sql`insert into ${tableOf(company, `${object.table}_${snake(field.name)}`)} (record_id, target_id)
        select ${id}::uuid, unnest(${row[field.key]}::uuid[])`);
    }
  }
  return ids;
}

async function readingCtx(
  engine: Engine,
  company: Company,
  model: Model,
  who: string | { rights: Record<string, readonly string[]> },
): Promise<Ctx> {
  const actor: Actor =
    typeof who === "string"
      ? { kind: "user", userId: who, identityId: v7(), name: "", language: "zh-CN", source: "test" }
      : { kind: "system", name: "test", rights: who.rights, language: "zh-CN", source: "test" };
  return {
    engine,
    company,
    model,
    actor,
    access: await loadAccess(engine.database, company, model, actor, engine.clock),
    db: engine.database,
    clock: engine.clock,
    records: undefined as never,
    ownership: undefined as never,
    events: { emit: async () => undefined },
  };
}
