import sql from "sql-template-tag";
import { newId } from "#platform/new-id.ts";
import { inTransaction } from "../context.ts";
import type { Company, Ctx, Engine } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { createIdentity, joinCompany } from "../identity/identities.ts";
import { compileModel } from "../model/compile.ts";
import { quoted } from "../model/sql.ts";
import { syncCompany } from "../schema/sync.ts";
import { freeSlug } from "./free-slug.ts";
import { skipSteps } from "./take-steps.ts";
import { setupActor, welcomeObjects } from "./welcome-objects.ts";

export type NewCompany = {
  name: string;
  /** Part of every web address; made from the name when left out. */
  slug?: string;
  zone?: string;
  currency?: string;
  language?: string;
  fiscalStart?: number;
  /** The founder: first administrator, with every role that is marked for founders. */
  admin: { name: string; login: string; password: string };
};

/**
 * Makes a company: its schema and tables, the records every company starts with, its first department and its founder, who
 * may sign in at once. Leaves nothing behind when it fails. Throws `company.slug_taken`, or `invalid` for a weak password.
 */
export async function createCompany(
  engine: Engine,
  wanted: NewCompany,
): Promise<{ company: Company; identityId: string; userId: string }> {
  const company = companyOf(wanted, wanted.slug ?? (await freeSlug(engine.database, wanted.name)));
  const taken = await engine.database.query(sql`select 1 from kehai.company where slug = ${company.slug}`);
  if (taken.length > 0) throw new AppError("company.slug_taken", { params: { slug: company.slug } });
  const { identityId } = await createIdentity(engine.database, wanted.admin);

  await engine.database.execute(sql`
    insert into kehai.company (id, slug, name, schema, zone, currency, fiscal_start, language)
    values (${company.id}, ${company.slug}, ${company.name}, ${company.schema}, ${company.zone}, ${company.currency},
            ${company.fiscalStart}, ${company.language})`);
  try {
    // A new company has no customisation to read yet.
    await syncCompany(engine.database, company, compileModel(company.slug, engine.modules), engine.clock.now());
    const userId = await inTransaction(engine, company, setupActor, (ctx) => populate(ctx, wanted.admin, identityId));
    return { company, identityId, userId };
  } catch (error) {
    // A half-made company would refuse its own slug to the next attempt.
    await engine.database.maintain(`drop schema if exists ${quoted(company.schema)} cascade`);
    await engine.database.execute(sql`delete from kehai.company where id = ${company.id}`);
    throw error;
  }
}

function companyOf(wanted: NewCompany, slug: string): Company {
  return {
    id: newId(),
    slug,
    name: wanted.name,
    schema: `c_${slug.replace(/-/g, "_")}`,
    zone: wanted.zone ?? "Asia/Shanghai",
    currency: wanted.currency ?? "CNY",
    fiscalStart: wanted.fiscalStart ?? 1,
    language: wanted.language ?? "zh-CN",
  };
}

async function populate(ctx: Ctx, admin: NewCompany["admin"], identityId: string): Promise<string> {
  const department = await ctx.records.create("department", { name: ctx.company.name }, { as: "engine" });
  await welcomeObjects(ctx, []);
  await skipSteps(ctx);
  const roles = await ctx.records.find("role", { filter: { field: "forFounder", op: "eq", value: true }, limit: 20 });
  const founder = {
    name: admin.name,
    login: admin.login,
    departmentId: department.id,
    rolesIds: roles.map((role) => role.id),
    identityId,
  };
  const user = await ctx.records.create("user", founder, { as: "engine" });
  await joinCompany(ctx.db, { identityId, companyId: ctx.company.id, userId: user.id });
  return user.id;
}
