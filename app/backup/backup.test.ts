import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { after, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import sql from "sql-template-tag";
import { openDatabase } from "#platform/database.ts";
import { diskFiles } from "#platform/files.ts";
import { startTestDatabase } from "#test/app.ts";
import { cloneDatabase } from "#test/cluster.ts";
import { backup } from "./backup.ts";
import { restore } from "./restore.ts";

const folder = mkdtempSync(join(tmpdir(), "kehai-backup-"));
after(() => rmSync(folder, { recursive: true }));

const { database, url } = await startTestDatabase();
const files = diskFiles(join(folder, "files"));
await fillCompany();
const file = join(folder, "kehai.backup");
const saved = await backup(url, join(folder, "files"), file);

test("a backup restored into an empty database holds the same rows, keys, positions and files", async () => {
  const target = await cloneDatabase();
  const elsewhere = diskFiles(join(folder, "elsewhere"));
  const restored = await restore(target, elsewhere, file);

  assert.equal(restored.rows, saved.rows);
  assert.equal(restored.tables, saved.tables);
  assert.equal(restored.files, 1);
  assert.equal(await text(await elsewhere.get("0192aa-file")), "客海");

  const copy = openDatabase(target);
  const names = await copy.query(sql`select name, odd from c_test.thing order by id`);
  assert.deepEqual(names, [
    { name: "北京华江科技\t有限公司\\", odd: null },
    { name: "a\nb", odd: ["x", "y"] },
  ]);
  await assert.rejects(copy.query(sql`insert into c_test.part (thing_id) values (99)`), { code: "23503" });
  const [next] = await copy.query(sql`insert into c_test.event (at, name) values ('2026-11-21', 'next') returning id`);
  assert.equal(next!.id, 3);
  // Other files' open transactions in the same cluster hold the horizon for a moment; numbers of another server hold it for good.
  const readable = async () => {
    const [old] = await copy.query(
      sql`select count(*) as n from c_test.event where tx < pg_snapshot_xmin(pg_current_snapshot()) and name <> 'next'`,
    );
    return old!.n;
  };
  for (let attempt = 0; attempt < 300 && (await readable()) !== 2; attempt++) await pause(100);
  assert.equal(await readable(), 2, "readers of the outbox must not wait for transaction numbers of another server");
  const indexes = await copy.query(sql`
    select c.relname, i.indisvalid from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relname like 'event_position%' or c.relname = 'thing_name'`);
  assert.ok(indexes.length >= 2 && indexes.every((index) => index.indisvalid));
  await copy.close();
});

test("a database that holds a company is not overwritten", async () => {
  await assert.rejects(restore(url, files, file), /not empty/);
});

test("a damaged backup restores nothing", async () => {
  const bytes = readFileSync(file);
  const damaged = join(folder, "damaged.backup");
  for (const harm of [
    bytes.subarray(0, bytes.length - 40),
    flipped(bytes, Math.floor(bytes.length / 2)),
    Buffer.from("not a backup"),
  ]) {
    writeFileSync(damaged, harm);
    const target = await cloneDatabase();
    await assert.rejects(restore(target, diskFiles(join(folder, "x")), damaged));
    const left = openDatabase(target);
    const [row] = await left.query(sql`select to_regclass('kehai.company') as known`);
    assert.equal(row!.known, null);
    await left.close();
  }
});

test("a backup taken while others write is of one moment", async () => {
  let writing = true;
  const writer = (async () => {
    while (writing) {
      await database.transaction(async (tx) => {
        const [thing] = await tx.query(sql`insert into c_test.thing (name) values ('新') returning id`);
        await tx.query(sql`insert into c_test.part (thing_id) values (${thing!.id})`);
      });
    }
  })();
  const path = join(folder, "busy.backup");
  await backup(url, join(folder, "files"), path);
  writing = false;
  await writer;
  const target = await cloneDatabase();
  await restore(target, diskFiles(join(folder, "busy")), path);
  const copy = openDatabase(target);
  const [odd] = await copy.query(sql`
    select count(*) as n from c_test.thing t where name = '新' and not exists (select 1 from c_test.part p where p.thing_id = t.id)`);
  assert.equal(odd!.n, 0);
  await copy.close();
});

function flipped(bytes: Buffer, at: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = copy[at]! ^ 0xff;
  return copy;
}

async function fillCompany(): Promise<void> {
  await database.pool.query(`
    insert into kehai.company (id, slug, name, schema) values (gen_random_uuid(), 'test', '测试公司', 'c_test');
    create schema c_test;
    create table c_test.thing (
      id int generated always as identity primary key, name text not null, odd text[], parent_id int references c_test.thing,
      amount numeric(20,4) not null default 0, body jsonb not null default '{}', grams tsvector, check (amount >= 0));
    create index thing_name on c_test.thing (name collate "C") where amount = 0;
    create table c_test.part (thing_id int not null references c_test.thing (id) deferrable initially immediate, primary key (thing_id));
    create table c_test.event (id bigint generated always as identity, tx xid8 not null default pg_current_xact_id(),
      at timestamptz not null, name text not null) partition by range (at);
    create table c_test.event_default partition of c_test.event default;
    create table c_test.event_2026_11 partition of c_test.event for values from ('2026-11-01') to ('2026-12-01');
    create index event_position on c_test.event (id);
    insert into c_test.thing (name, odd, body, grams) values
      (E'北京华江科技\\t有限公司\\\\', null, '{"a": [1, "二"]}', array_to_tsvector(array['华江'])), (E'a\\nb', array['x','y'], '{}', null);
    insert into c_test.part values (1);
    insert into c_test.event (at, name) values ('2026-11-20', 'first'), ('2020-01-01', 'old');
  `);
  await files.put("0192aa-file", Readable.from([Buffer.from("客海")]));
}
