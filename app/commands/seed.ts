import { parseArgs } from "node:util";
import sql from "sql-template-tag";
import { companyBySlug, openCompanies } from "#engine/company/company.ts";
import type { Company, Engine } from "#engine/ctx.ts";
import { tableOf } from "#engine/model/sql.ts";
import { seedCompany } from "../seed/seed.ts";
import { type Command, UsageError, withEngine } from "./command.ts";

const SIZES = ["S", "M", "L"] as const;

export const seed: Command = {
  name: "seed",
  usage: "--size S|M|L [--company SLUG]",
  summary: "fill a company that has no accounts yet with made-up records; L is a million accounts",

  async run(args) {
    const { values } = parseArgs({ args, options: { size: { type: "string" }, company: { type: "string" } } });
    const size = SIZES.find((each) => each === values.size);
    if (size === undefined) throw new UsageError(`size is one of ${SIZES.join(", ")}`);
    await withEngine(async (engine) => {
      const company = await emptyCompany(engine, values.company);
      const started = performance.now();
      await seedCompany(engine, company, size, console.log);
      console.log(`${company.slug}: seeded in ${((performance.now() - started) / 1_000).toFixed(0)} s`);
    });
  },
};

async function emptyCompany(engine: Engine, slug: string | undefined): Promise<Company> {
  const company = slug === undefined ? (await openCompanies(engine.database))[0] : await companyBySlug(engine.database, slug);
  if (!company) throw new UsageError("there is no such company; make one with setup");
  const found = await engine.database.query(sql`select 1 from ${tableOf(company, "account")} limit 1`);
  if (found.length > 0) throw new UsageError(`${company.slug} has accounts already; seed a company made for it`);
  return company;
}
