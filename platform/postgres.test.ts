import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { startTestDatabase } from "#test/app.ts";

test("a test file gets a real PostgreSQL of its own with the group's schema", async () => {
  const { database } = await startTestDatabase();
  const [row] = await database.query<{ version: string; companies: number }>(
    sql`select current_setting('server_version') as version, (select count(*) from kehai.company) as companies`,
  );
  assert.match(row!.version, /^18\./);
  assert.equal(row!.companies, 0);
});

test("Chinese names sort by pinyin", async () => {
  const { database } = await startTestDatabase();
  const rows = await database.query<{ name: string }>(
    sql`select name from unnest(array['张三','李四','阿里','重庆']) as name order by name collate "zh-x-icu"`,
  );
  assert.deepEqual(
    rows.map((row) => row.name),
    ["阿里", "重庆", "李四", "张三"],
  );
});
