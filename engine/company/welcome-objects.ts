import sql from "sql-template-tag";
import { inTransaction } from "../context.ts";
import type { Company, Ctx, Engine, SystemActor } from "../ctx.ts";
import { snake } from "../model/names.ts";
import { tableOf } from "../model/sql.ts";
import type { ObjectModule } from "../module.ts";

export const setupActor: SystemActor = {
  kind: "system",
  name: "setup",
  rights: { "*": ["*"] },
  source: "setup",
  language: "zh-CN",
};

/**
 * Gives a company what comes with objects it meets for the first time: the records they start with, and for each ready role
 * what it may do with them and the rights they bring. What its administrator has said about an object already is kept.
 */
export async function welcomeObjects(ctx: Ctx, met: readonly string[]): Promise<void> {
  const fresh = ctx.engine.modules.filter(({ object }) => !met.includes(object.name));
  for (const { object, seeds = [] } of fresh) {
    for (const outcome of await ctx.records.createMany(object, seeds, { as: "engine" })) if (!outcome.ok) throw outcome.error;
  }
  await grantToRoles(ctx, fresh);
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "setting")} (key, value)
    values (${KEY}, ${JSON.stringify(ctx.engine.modules.map(({ object }) => object.name))}::jsonb)
    on conflict (key) do update set value = excluded.value`);
}

/** Lets an existing company meet the objects that this version brings. Nothing happens where there are none. */
export async function welcomeNewObjects(engine: Engine, company: Company, met: readonly string[]): Promise<void> {
  if (engine.modules.every(({ object }) => met.includes(object.name))) return;
  await inTransaction(engine, company, setupActor, (ctx) => welcomeObjects(ctx, met));
}

/** The objects a company has met; before the first list was kept, those whose tables it had. To be asked before the tables are made. */
export async function objectsMet(engine: Engine, company: Company): Promise<string[]> {
  const tables = await engine.database.query<{ name: string }>(
    sql`select table_name as name from information_schema.tables where table_schema = ${company.schema}`,
  );
  const names = new Set(tables.map(({ name }) => name));
  if (names.has("setting")) {
    const [kept] = await engine.database.query<{ value: string[] }>(
      sql`select value from ${tableOf(company, "setting")} where key = ${KEY}`,
    );
    if (kept !== undefined) return kept.value;
  }
  return engine.modules.map(({ object }) => object.name).filter((name) => names.has(snake(name)));
}

const KEY = "objectsMet";

async function grantToRoles(ctx: Ctx, modules: readonly ObjectModule[]): Promise<void> {
  const codes = [...new Set(modules.flatMap(({ roles, rights }) => Object.keys({ ...roles, ...rights })))];
  if (codes.length === 0) return;
  const ready = await ctx.records.find("role", { filter: { field: "code", op: "in", value: codes }, limit: codes.length });
  for (const role of ready) {
    const granted = modules.flatMap(({ object, roles }) => (roles?.[role.code] ? [[object.name, roles[role.code]]] : []));
    const permissions = { ...Object.fromEntries(granted), ...role.permissions };
    const rights = [...new Set([...role.rights, ...modules.flatMap(({ rights }) => rights?.[role.code] ?? [])])];
    await ctx.records.update("role", role.id, { permissions, rights }, { as: "engine" });
  }
}
