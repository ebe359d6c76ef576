import { setTimeout as pause } from "node:timers/promises";
import { ACT_ON_MANY, resumeActOnMany, runActOnMany } from "#engine/bulk/act-on-many.ts";
import { runScheduled, SCHEDULED } from "#engine/bulk/run-scheduled.ts";
import { DELIVER_MAIL, deliverMail } from "#engine/collaboration/mail/deliver-mail.ts";
import { openCompanies } from "#engine/company/company.ts";
import type { Engine } from "#engine/ctx.ts";
import { startSubscribers } from "#engine/history/start-subscribers.ts";
import { tidyUp } from "#engine/identity/tidy-up.ts";
import { IMPORT_JOB } from "#engine/import/import-job.ts";
import { importJob, resumeImports } from "#engine/import/run-import.ts";
import { addEventPartitions } from "#engine/schema/event-partitions.ts";
import { startMerging } from "#engine/search/merge-new-words.ts";
import { isDue } from "#platform/cron.ts";
import { type JobHandler, startJobWorker } from "#platform/jobs.ts";

// The outbox's coming months are made ready long before they begin.
const EVERY_NIGHT = "20 17 * * *";

export type Work = { stop(): Promise<void> };

/** Starts the work of one process, again and again while the database is away. `alone`: no other process works on it. */
export function keepWorking(engine: Engine, url: string, options: { alone: boolean }): Work {
  let isStopped = false;
  const working = begin();

  async function begin(): Promise<Work | null> {
    while (!isStopped) {
      try {
        return await startWork(engine, url, options);
      } catch (error) {
        engine.log.error({ err: error }, "background work could not be started, trying again");
        await pause(1_000);
      }
    }
    return null;
  }
  return {
    async stop() {
      isStopped = true;
      await (await working)?.stop();
    },
  };
}

/** The outbox's readers, the job queue and the schedules of every company. */
async function startWork(engine: Engine, url: string, { alone }: { alone: boolean }): Promise<Work> {
  // A queue holds the jobs of a killed process for hours; those that know where they stood need not wait.
  for (const company of await openCompanies(engine.database)) {
    await resumeImports(engine, company);
    await resumeActOnMany(engine, company);
  }
  const worker = await startJobWorker(url, handlersOf(engine), {
    log: engine.log,
    alone,
    everyMinute: (minute) => enqueueDue(engine, minute),
  });
  const subscribers = startSubscribers(engine);
  const merging = startMerging(engine);
  return {
    async stop() {
      await subscribers.stop();
      await merging.stop();
      await worker.stop();
    },
  };
}

function handlersOf(engine: Engine): Record<string, JobHandler> {
  return {
    [IMPORT_JOB]: importJob(engine),
    [ACT_ON_MANY]: (payload) => runActOnMany(engine, payload),
    [DELIVER_MAIL]: (payload, job) => deliverMail(engine, payload, job),
    [SCHEDULED]: (payload) => runScheduled(engine, payload),
  };
}

async function enqueueDue(engine: Engine, minute: Date): Promise<void> {
  if (minute.getUTCMinutes() === 0) await tidyUp(engine);
  for (const company of await openCompanies(engine.database)) {
    if (isDue(EVERY_NIGHT, minute, "UTC")) await addEventPartitions(engine.database, company, minute);
    for (const job of engine.modules.flatMap((module) => module.jobs ?? [])) {
      if (!isDue(job.schedule, minute, company.zone)) continue;
      const key = `${job.name}:${company.slug}:${minute.toISOString()}`;
      await engine.jobs.add(engine.database, SCHEDULED, { company: company.slug, job: job.name }, { key });
    }
  }
}
