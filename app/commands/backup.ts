import { existsSync } from "node:fs";
import { join } from "node:path";
import { backup } from "../backup/backup.ts";
import { type Command, UsageError, withDatabase } from "./command.ts";

export const backupCommand: Command = {
  name: "backup",
  usage: "FILE",
  summary: "write everything of this moment into one file; the server may go on working",

  async run([file]) {
    if (!file) throw new UsageError("into which file?");
    if (existsSync(file)) throw new Error(`${file} exists already.`);
    await withDatabase(async ({ config, url }) => {
      const { tables, rows, files } = await backup(url, join(config.data, "files"), file);
      console.log(`${file}: ${rows} rows of ${tables} tables, ${files} files`);
    });
  },
};
