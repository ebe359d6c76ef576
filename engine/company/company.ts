import sql, { type Sql } from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { Company, Engine } from "../ctx.ts";
import { compileModel } from "../model/compile.ts";
import type { Model } from "../model/model.ts";
import { readCustomisation } from "./customisation.ts";

const COLUMNS: Sql = sql`id, slug, name, schema, zone, currency, fiscal_start as "fiscalStart", language`;

/** Companies that are open, oldest first. */
export async function openCompanies(db: Queryable): Promise<Company[]> {
  return await db.query<Company>(sql`select ${COLUMNS} from kehai.company where closed_at is null order by created_at, id`);
}

export async function companyBySlug(db: Queryable, slug: string): Promise<Company | null> {
  const [company] = await db.query<Company>(sql`select ${COLUMNS} from kehai.company where slug = ${slug} and closed_at is null`);
  return company ?? null;
}

const models = new WeakMap<Engine, Map<string, Model>>();

/** The company's effective model, compiled once per process and version; `forgetModel` is the wake-up's answer. */
export async function companyModel(engine: Engine, company: Company): Promise<Model> {
  const known = models.get(engine) ?? new Map<string, Model>();
  models.set(engine, known);
  const model =
    known.get(company.id) ?? compileModel(company.slug, engine.modules, await readCustomisation(engine.database, company));
  known.set(company.id, model);
  return model;
}

/** Makes the next use compile the model anew: called where it changed and where another process says so. */
export function forgetModel(engine: Engine, companyId: string): void {
  models.get(engine)?.delete(companyId);
}
