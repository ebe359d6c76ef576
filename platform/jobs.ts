import { setTimeout as pause } from "node:timers/promises";
import { Logger, makeWorkerUtils, parseCronItems, run } from "graphile-worker";
import sql from "sql-template-tag";
import type { Queryable } from "./database.ts";
import type { Log } from "./log.ts";

/** Background work for schedules, files, sends and bulk. Payloads carry ids, never records. */
export type JobQueue = {
  /** Enqueues in the given transaction, so that the job exists if and only if the write does. Same `key`: one waiting job. */
  add(
    db: Queryable,
    name: string,
    payload: Record<string, unknown>,
    options?: { key?: string; runAt?: Date; queue?: string },
  ): Promise<void>;
};

export type JobHandler = (
  payload: Record<string, any>,
  job: { id: string; attempt: number; signal: AbortSignal },
) => Promise<void>;

export type JobWorker = { stop(): Promise<void> };

const SCHEMA = "kehai_jobs";

/** Queue over the tables of the job library, in a schema of its own. */
export function jobQueue(): JobQueue {
  return {
    async add(db, name, payload, options = {}) {
      await db.query(sql`select 1 from kehai_jobs.add_job(
        identifier => ${name}::text,
        payload => ${JSON.stringify(payload)}::json,
        queue_name => ${options.queue ?? null}::text,
        run_at => ${options.runAt?.toISOString() ?? null}::timestamptz,
        job_key => ${options.key ?? null}::text)`);
    },
  };
}

/** Makes or upgrades the tables of the job library. */
export async function prepareJobs(url: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: url, schema: SCHEMA, maxPoolSize: 1, logger: silent });
  try {
    await utils.migrate();
  } finally {
    await utils.release();
  }
}

/** Works off the queue until stopped; `everyMinute` is called once per minute over all processes together. */
export async function startJobWorker(
  url: string,
  handlers: Record<string, JobHandler>,
  options: { log: Log; concurrency?: number; alone?: boolean; everyMinute?: (minute: Date) => Promise<void> },
): Promise<JobWorker> {
  const { everyMinute } = options;
  if (options.alone) await freeAbandonedJobs(url);
  const tasks = Object.entries(handlers).map(([name, handler]) => [
    name,
    (payload: unknown, helpers: { job: { id: string; attempts: number }; abortSignal?: AbortSignal }) =>
      handler(payload as Record<string, unknown>, {
        id: helpers.job.id,
        attempt: helpers.job.attempts,
        signal: helpers.abortSignal ?? new AbortController().signal,
      }),
  ]);
  const tick = async (payload: unknown) => {
    await everyMinute?.(new Date((payload as { _cron: { ts: string } })._cron.ts));
  };
  const start = () =>
    run({
      connectionString: url,
      schema: SCHEMA,
      concurrency: options.concurrency ?? 2,
      maxPoolSize: 4,
      noHandleSignals: true,
      pollInterval: 5_000,
      logger: loggerOf(options.log),
      taskList: { ...Object.fromEntries(tasks), "every-minute": tick },
      parsedCronItems: everyMinute ? parseCronItems([{ task: "every-minute", match: "* * * * *" }]) : [],
    });
  let runner = await start();
  let isStopped = false;
  const going = keepGoing();

  /** The library gives up when the database goes away; work has to go on when it is back. */
  async function keepGoing(): Promise<void> {
    while (!isStopped) {
      try {
        await runner.promise;
      } catch (error) {
        options.log.warn({ reason: (error as Error).message }, "jobs: interrupted, trying again");
      }
      while (!isStopped) {
        await pause(AGAIN_MS);
        try {
          if (!isStopped) runner = await start();
          break;
        } catch (error) {
          options.log.warn({ reason: (error as Error).message }, "jobs: not yet, trying again");
        }
      }
    }
  }
  return {
    async stop() {
      isStopped = true;
      await runner.stop().catch(() => undefined);
      await going;
    },
  };
}

const AGAIN_MS = 500;

/** The library keeps a killed worker's jobs locked for hours, as it cannot know; who is alone knows that nobody has them. */
async function freeAbandonedJobs(url: string): Promise<void> {
  const utils = await makeWorkerUtils({ connectionString: url, schema: SCHEMA, maxPoolSize: 1, logger: silent });
  try {
    const workers = await utils.withPgClient((client) =>
      client.query<{ id: string }>("select distinct locked_by as id from kehai_jobs._private_jobs where locked_by is not null"),
    );
    await utils.forceUnlockWorkers(workers.rows.map(({ id }) => id));
  } finally {
    await utils.release();
  }
}

const silent = new Logger(() => () => undefined);

function loggerOf(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    const reason = (meta as { error?: Error } | undefined)?.error?.message;
    // The library reports its own normal life as info; only trouble is ours to report.
    if (level === "error") log.error({ reason }, message);
    else if (level === "warning") log.warn({ reason }, message);
    else log.debug(message);
  });
}
