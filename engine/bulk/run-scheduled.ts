import { companyBySlug } from "../company/company.ts";
import { reading } from "../context.ts";
import type { Engine, SystemActor } from "../ctx.ts";

export const SCHEDULED = "scheduled";

/**
 * Runs one tick of a scheduled job for one company, as the system actor of the job's name and with the rights it states. Each
 * write is a transaction of its own: a record that fails takes no other back, and nobody waits for the last of thousands.
 */
export async function runScheduled(engine: Engine, payload: Record<string, any>): Promise<void> {
  const company = await companyBySlug(engine.database, payload.company);
  const job = engine.modules.flatMap((module) => module.jobs ?? []).find((candidate) => candidate.name === payload.job);
  if (company === null || job === undefined) return;
  const actor: SystemActor = { kind: "system", name: job.name, rights: job.rights, source: "job", language: company.language };
  await job.run(await reading(engine, company, actor));
}
