import { join } from "node:path";
import { modules } from "#crm/index.ts";
import type { Engine } from "#engine/ctx.ts";
import { systemClock } from "#platform/clock.ts";
import type { Config } from "#platform/config.ts";
import { openDatabase } from "#platform/database.ts";
import { diskFiles } from "#platform/files.ts";
import { jobQueue } from "#platform/jobs.ts";
import { openLog } from "#platform/log.ts";
import { smtpMailer } from "#platform/mail.ts";
import { openWakeups } from "#platform/wakeups.ts";

/** The engine of one process, from explicit lists: adapters of the platform, objects of the engine and of the product. */
export function composeEngine(config: Config, url: string): Engine {
  const log = openLog(config.logLevel);
  return {
    database: openDatabase(url),
    clock: systemClock,
    log,
    files: diskFiles(join(config.data, "files")),
    jobs: jobQueue(),
    wakeups: openWakeups(url, log),
    mailer: config.smtp && smtpMailer(config.smtp.url, config.smtp.from),
    modules,
  };
}

export async function closeEngine(engine: Engine): Promise<void> {
  await engine.wakeups.close();
  await engine.database.close();
}
