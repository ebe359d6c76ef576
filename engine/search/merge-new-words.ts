import type { Database } from "#platform/database.ts";
import type { Company } from "../ctx.ts";

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
