import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Engine } from "#engine/ctx.ts";
import { diskFiles } from "#platform/files.ts";
import { restore, type WaitingJob } from "../backup/restore.ts";
import { closeEngine, composeEngine } from "../compose.ts";
import { prepareDatabase } from "../prepare.ts";
import { type Command, UsageError, withDatabase } from "./command.ts";

export const restoreCommand: Command = {
  name: "restore",
  usage: "FILE",
  summary: "read a backup into an empty database, compare every table, and bring it to this version",

  async run([file]) {
    if (!file) throw new UsageError("from which file?");
    if (!existsSync(file)) throw new Error(`${file} does not exist.`);
    await withDatabase(async ({ config, url, serverIsRunning }) => {
      if (serverIsRunning) throw new Error("Kehai is running. Stop it first.");
      const restored = await restore(url, diskFiles(join(config.data, "files")), file);
      const engine = composeEngine(config, url);
      try {
        await prepareDatabase(engine, url);
        await enqueueAgain(engine, restored.jobs);
      } finally {
        await closeEngine(engine);
      }
      const names = restored.companies.map((company) => company.name).join(", ");
      console.log(
        `${names}, as of ${restored.at}: ${restored.rows} rows of ${restored.tables} tables and ${restored.files} files, compared.`,
      );
    });
  },
};

async function enqueueAgain(engine: Engine, jobs: readonly WaitingJob[]): Promise<void> {
  for (const { name, payload, queue, runAt, key } of jobs) {
    await engine.jobs.add(engine.database, name, payload as Record<string, unknown>, {
      runAt: new Date(runAt),
      ...(queue ? { queue } : {}),
      ...(key ? { key } : {}),
    });
  }
}
