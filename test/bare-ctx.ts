import { v7 } from "uuid";
import type { Access } from "#engine/access/access.ts";
import type { Ctx } from "#engine/ctx.ts";
import { compileModel } from "#engine/model/compile.ts";
import type { ObjectModule } from "#engine/module.ts";
import { defineObject, type ObjectDefinition, text } from "#engine/object.ts";
import { syncCompany } from "#engine/schema/sync.ts";
import { fixedClock } from "#platform/clock.ts";
import { startTestDatabase } from "./app.ts";

const bare = (name: string, plural: string): ObjectDefinition =>
  defineObject({
    name,
    plural,
    title: "name",
    area: "none",
    fields: { name: text(), department: text() },
    access: {},
    list: ["name"],
    form: { main: ["name"] },
  });

/** A company's tables and a context that sees everything, for parts of the engine that are tested below the write path. */
export async function startBareCtx(objects: readonly ObjectDefinition[]): Promise<Ctx> {
  const { database } = await startTestDatabase();
  const own = new Set(objects.map((object) => object.name));
  const missing = [bare("user", "users"), bare("department", "departments")].filter((object) => !own.has(object.name));
  const modules: ObjectModule[] = [...objects, ...missing].map((object) => ({ object, labels: { "zh-CN": {}, en: {} } }));
  const model = compileModel("test", modules);
  const clock = fixedClock("2026-03-02T01:00:00Z");
  const company = {
    id: v7(),
    slug: "test",
    name: "Test",
    schema: "c_test",
    zone: "Asia/Shanghai",
    currency: "CNY",
    fiscalStart: 1,
    language: "zh-CN",
  };
  await syncCompany(database, company, model, clock.now());
  return {
    engine: { database, clock, modules } as unknown as Ctx["engine"],
    company,
    model,
    actor: { kind: "system", name: "test", rights: {}, source: "test", language: "zh-CN" },
    access: seesEverything,
    db: database,
    clock,
    records: undefined as never,
    ownership: undefined as never,
    events: { emit: async () => undefined },
  };
}

export const seesEverything: Access = {
  scope: () => "company",
  predicate: () => ({ kind: "all" }),
  field: () => "edit",
  may: () => true,
  userId: null,
  departmentIds: [],
  departmentTreeIds: [],
  nameOf: () => undefined,
  departmentOf: () => undefined,
};
