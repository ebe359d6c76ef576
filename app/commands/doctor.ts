import { parseArgs } from "node:util";
import sql from "sql-template-tag";
import { openCompanies } from "#engine/company/company.ts";
import { inTransaction } from "#engine/context.ts";
import type { Company, Ctx, Engine, SystemActor } from "#engine/ctx.ts";
import { examine } from "#engine/doctor/examine.ts";
import { recomputeRollups } from "#engine/rollup/recompute-rollups.ts";
import { type Command, withEngine } from "./command.ts";

export const doctor: Command = {
  name: "doctor",
  usage: "[--repair]",
  summary: "compare what is derived with what it is derived from; --repair computes roll-ups anew",

  async run(args) {
    const { values } = parseArgs({ args, options: { repair: { type: "boolean" } } });
    await withEngine(async (engine) => {
      let found = 0;
      for (const company of await openCompanies(engine.database)) {
        if (values.repair) await asDoctor(engine, company, (ctx) => recomputeRollups(ctx));
        const findings = await asDoctor(engine, company, examine);
        for (const { what, where, count, example } of findings)
          console.log(`${company.slug}: ${what} ${where}: ${count} (${example})`);
        found += findings.length;
      }
      if (found > 0) throw new Error(`${found} findings`);
      console.log("Everything fits.");
    });
  },
};

async function asDoctor<T>(engine: Engine, company: Company, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const actor: SystemActor = { kind: "system", name: "doctor", rights: {}, source: "command", language: company.language };
  return await inTransaction(engine, company, actor, async (ctx) => {
    // A comparison of everything takes as long as it takes.
    await ctx.db.execute(sql`set local statement_timeout = 0`);
    return await work(ctx);
  });
}
