import { after } from "node:test";
import { GROUP_SCHEMA } from "#engine/company/group-schema.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { cloneDatabase, ensureTemplate } from "./cluster.ts";

export type TestDatabase = { database: Database; url: string };

/** A database of its own for a test file, with the group's schema in place; closed when the file's tests are done. */
export async function startTestDatabase(): Promise<TestDatabase> {
  await ensureTemplate("kehai_group", async (url) => {
    const database = openDatabase(url);
    await database.pool.query(GROUP_SCHEMA);
    await database.close();
  });
  const url = await cloneDatabase("kehai_group");
  const database = openDatabase(url);
  opened.push(database);
  return { database, url };
}

const opened: Database[] = [];
after(async () => {
  for (const database of opened) await database.close();
});
