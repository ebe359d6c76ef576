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

/** The company by the name in its address; null where there is none or it is closed. */
export async function companyBySlug(db: Queryable, slug: string): Promise<Company | null> {
  const [company] = await db.query<Company>(sql`select ${COLUMNS} from kehai.company where slug = ${slug} and closed_at is null`);
  return company ?? null;
}

const models = new WeakMap<Engine, Map<string, Promise<Model>>>();

/** The company's effective model, compiled once per process and version; another process's change wakes it. */
export async function companyModel(engine: Engine, company: Company): Promise<Model> {
  let known = models.get(engine);
  if (known === undefined) {
    known = new Map();
    models.set(engine, known);
    engine.wakeups.on("model", known.clear.bind(known));
  }
  let model = known.get(company.id);
  if (model === undefined) {
    model = readCustomisation(engine.database, company).then((custom) => compileModel(company.slug, engine.modules, custom));
    known.set(company.id, model);
    model.catch(() => known.delete(company.id));
  }
  return await model;
}
