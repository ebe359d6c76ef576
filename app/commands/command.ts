import { modules } from "#crm/index.ts";
import type { Engine } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import { wordsOf } from "#engine/labels.ts";
import { type Config, readConfig } from "#platform/config.ts";
import { claimFolder } from "#platform/single-copy.ts";
import { closeEngine, composeEngine } from "../compose.ts";
import { borrowDatabaseServer } from "../database-server.ts";
import { prepareDatabase } from "../prepare.ts";

/** One verb of `npm run -s kehai --`. */
export type Command = {
  name: string;
  /** What follows the name. */
  usage: string;
  summary: string;
  run(args: string[]): Promise<void>;
};

/** What is wrong with the way a command was called. */
export class UsageError extends Error {}

export type Borrowed = { config: Config; url: string; serverIsRunning: boolean };

/** The database of a running server, or the embedded one started for as long as the work takes. */
export async function withDatabase<T>(work: (borrowed: Borrowed) => Promise<T>): Promise<T> {
  const config = readConfig(process.env);
  const claim = config.databaseUrl ? null : await claimFolder(config.data);
  try {
    const server = await borrowDatabaseServer(config);
    try {
      return await work({ config, url: server.url, serverIsRunning: claim !== null && "takenBy" in claim });
    } finally {
      await server.stop();
    }
  } finally {
    if (claim && "release" in claim) await claim.release();
  }
}

/** An engine over that database, brought to this version first. */
export async function withEngine<T>(work: (engine: Engine, borrowed: Borrowed) => Promise<T>): Promise<T> {
  return await withDatabase(async (borrowed) => {
    const engine = composeEngine(borrowed.config, borrowed.url);
    try {
      await prepareDatabase(engine, borrowed.url);
      return await work(engine, borrowed);
    } finally {
      await closeEngine(engine);
    }
  });
}

/** A refusal in words, with what is wrong with each field. */
export function explain(error: unknown): string {
  if (!(error instanceof AppError)) return (error as Error).message;
  const words = wordsOf(modules, process.env.LANG ?? "en");
  const lines = (error.details.errors ?? []).map((one) => `  ${one.field}: ${words(one.code, one.params)}`);
  return [words(error.code, error.details.params), ...lines].join("\n");
}

export async function readStandardInput(): Promise<string> {
  let text = "";
  for await (const piece of process.stdin.setEncoding("utf8")) text += piece;
  return text.replace(/\r?\n$/, "");
}
