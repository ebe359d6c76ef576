import { setTimeout as pause } from "node:timers/promises";
import type { Database } from "#platform/database.ts";
import { openCompanies } from "../company/company.ts";
import type { Company, Engine } from "../ctx.ts";

const MINUTE = 60_000;

/**
 * Puts new words into the indexes of all companies once a minute, until stopped. Beside the queue of jobs: it takes as long as the disk
 * needs, and no job has to wait for it.
 */
export function startMerging(engine: Engine): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const merging = mergeEachMinute(engine, stopping.signal);
  return {
    async stop() {
      stopping.abort();
      await merging;
    },
  };
}

async function mergeEachMinute(engine: Engine, signal: AbortSignal): Promise<void> {
  const isMinuteOver = () => pause(MINUTE, true, { signal }).catch(() => false);
  while (await isMinuteOver()) {
    try {
      for (const company of await openCompanies(engine.database)) {
        if (!signal.aborted) await mergeNewWords(engine.database, company);
      }
    } catch (error) {
      engine.log.warn({ reason: (error as Error).message }, "search: new words could not be put away, trying again");
    }
  }
}

/**
 * Puts what was written lately into the indexes of words. Until then it waits in a list of each index, which every search reads to its
 * end, and which the writer who fills it has to put away while he waits.
 */
export async function mergeNewWords(database: Database, company: Pick<Company, "schema">): Promise<void> {
  // A list that was filled in one go takes longer than a request may.
  await database.maintain(`
    select gin_clean_pending_list(c.oid)
      from pg_class c join pg_am a on a.oid = c.relam
     where a.amname = 'gin' and c.relkind = 'i' and c.relnamespace = '${company.schema}'::regnamespace`);
}
