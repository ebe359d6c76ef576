import { ACT_ON_MANY, resumeActOnMany, runActOnMany } from "#engine/bulk/act-on-many.ts";
import { runScheduled, SCHEDULED } from "#engine/bulk/run-scheduled.ts";
import { companyModel, openCompanies } from "#engine/company/company.ts";
import type { Engine } from "#engine/ctx.ts";
import { startSubscribers } from "#engine/history/start-subscribers.ts";
import { tidyUp } from "#engine/identity/tidy-up.ts";
import { IMPORT_JOB } from "#engine/import/import-job.ts";
import { importJob, resumeImports } from "#engine/import/run-import.ts";
import { isDue } from "#platform/cron.ts";
import { type JobHandler, startJobWorker } from "#platform/jobs.ts";

export type Work = { stop(): Promise<void> };

/** Background work of one process: the outbox's readers, the job queue and the schedules of every company. */
export async function startWork(engine: Engine, url: string): Promise<Work> {
  const worker = await startJobWorker(url, handlersOf(engine), {
    log: engine.log,
    everyMinute: (minute) => enqueueDue(engine, minute),
  });
  // A queue holds the jobs of a killed process for hours; those that know where they stood need not wait.
  for (const company of await openCompanies(engine.database)) {
    await resumeImports(engine, company);
    await resumeActOnMany(engine, company);
  }
  const subscribers = startSubscribers(engine);
  return {
    async stop() {
      await subscribers.stop();
      await worker.stop();
    },
  };
}

function handlersOf(engine: Engine): Record<string, JobHandler> {
  return {
    [IMPORT_JOB]: importJob(engine),
    [ACT_ON_MANY]: (payload) => runActOnMany(engine, payload),
    [SCHEDULED]: (payload) => runScheduled(engine, payload),
  };
}

async function enqueueDue(engine: Engine, minute: Date): Promise<void> {
  if (minute.getUTCMinutes() === 0) await tidyUp(engine);
  for (const company of await openCompanies(engine.database)) {
    await companyModel(engine, company);
    for (const job of engine.modules.flatMap((module) => module.jobs ?? [])) {
      if (!isDue(job.schedule, minute, company.zone)) continue;
      const key = `${job.name}:${company.slug}:${minute.toISOString()}`;
      await engine.jobs.add(engine.database, SCHEDULED, { company: company.slug, job: job.name }, { key });
    }
  }
}
