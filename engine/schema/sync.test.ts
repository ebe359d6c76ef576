import assert from "node:assert/strict";
import { test } from "node:test";
import sql, { raw } from "sql-template-tag";
import { startToyCompany } from "#test/toy-company.ts";
import { companyModel } from "../company/company.ts";
import { syncCompany } from "./sync.ts";

const { engine, company, clock } = await startToyCompany();
const { database } = engine;
const schema = `"${company.schema}"`;

/** As at the start of another version: nothing is taken for known. */
async function sync(): Promise<void> {
  await database.execute(sql`update kehai.company set model_hash = 'of another version' where id = ${company.id}`);
  await syncCompany(database, company, await companyModel(engine, company), clock.now());
}

async function indexes(): Promise<string[]> {
  const rows = await database.query<{ name: string }>(
    sql`select indexname as name from pg_indexes where schemaname = ${company.schema} order by 1`,
  );
  return rows.map(({ name }) => name);
}

test("indexes of an earlier version go when others have taken their place, and those of other people stay", async () => {
  const before = await indexes();
  const built = before.filter((name) => name.startsWith("widget_") && name.endsWith("_newest"));
  assert.ok(built.length > 0);
  for (const name of built) await database.execute(raw(`drop index ${schema}.${name}`));
  await database.execute(raw(`create index widget_notes_sort on ${schema}.widget (created_at)`));
  await database.execute(raw(`create index widgets_of_ours on ${schema}.widget (created_at)`));

  await sync();
  assert.deepEqual(await indexes(), [...before, "widgets_of_ours"].sort());
});

test("a company whose duplicate keys had a key of their own loses it, and keeps the keys", async () => {
  const table = raw(`${schema}.duplicate_key`);
  await database.execute(raw(`drop index ${schema}.duplicate_key_record`));
  await database.execute(sql`alter table ${table} add primary key (object, record_id, rule, field, value)`);
  await database.execute(sql`
    insert into ${table} (object, record_id, rule, field, kind, value) values ('widget', uuidv7(), 'name', 'name', 'name', '齿轮')`);

  await sync();
  const names = (await indexes()).filter((name) => name.startsWith("duplicate_key"));
  assert.deepEqual(names, ["duplicate_key_record", "duplicate_key_value_kind"]);
  assert.deepEqual(await database.query(sql`select value from ${table} where value = '齿轮'`), [{ value: "齿轮" }]);
});
