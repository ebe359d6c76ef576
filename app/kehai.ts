import { apiKey } from "./commands/api-key.ts";
import { backupCommand } from "./commands/backup.ts";
import { type Command, explain, UsageError } from "./commands/command.ts";
import { doctor } from "./commands/doctor.ts";
import { exportCommand } from "./commands/export.ts";
import { importCommand } from "./commands/import.ts";
import { restoreCommand } from "./commands/restore.ts";
import { seed } from "./commands/seed.ts";
import { setup } from "./commands/setup.ts";

const COMMANDS: readonly Command[] = [setup, apiKey, backupCommand, restoreCommand, importCommand, exportCommand, doctor, seed];

const [name, ...args] = process.argv.slice(2);
const command = COMMANDS.find((one) => one.name === name);

if (!command) {
  const isHelp = name === undefined || name === "help" || name === "--help";
  (isHelp ? console.log : console.error)(help());
  process.exit(isHelp ? 0 : 2);
}

try {
  await command.run(args);
  process.exit(0);
} catch (error) {
  console.error(explain(error));
  if (isUsage(error)) console.error(`\nUsage: npm run -s kehai -- ${command.name} ${command.usage}`);
  process.exit(isUsage(error) ? 2 : 1);
}

function isUsage(error: unknown): boolean {
  return error instanceof UsageError || String((error as { code?: string }).code).startsWith("ERR_PARSE_ARGS");
}

function help(): string {
  const lines = COMMANDS.map((one) => `  ${one.name} ${one.usage}\n      ${one.summary}`);
  return `npm run -s kehai -- <command>\n\n${lines.join("\n")}\n\nSettings: PORT, HOST, KEHAI_DATA, DATABASE_URL, PUBLIC_URL`;
}
