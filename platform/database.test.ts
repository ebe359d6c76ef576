import assert from "node:assert/strict";
import { after, test } from "node:test";
import sql, { raw } from "sql-template-tag";
import { startTestDatabase } from "#test/app.ts";
import { openDatabase, type Queryable } from "./database.ts";

const { database, url } = await startTestDatabase();

test("a connection keeps a bounded number of prepared statements", async () => {
  const narrow = openDatabase(url, { max: 1 });
  await narrow.transaction(async (tx) => {
    for (let i = 0; i < 450; i++) await tx.query(sql`select ${raw(String(i))} as n`);
  });
  const [held] = await narrow.query<{ count: number }>(sql`select count(*) from pg_prepared_statements`);
  assert.ok(held!.count <= 201, `${held!.count} statements`);
  const [again] = await narrow.query<{ n: number }>(sql`select ${raw("0")} as n`);
  assert.equal(again!.n, 0);
  await narrow.close();
});

test("statements asked for together run in that order, and one that is refused takes back all of them", async () => {
  await database.query(sql`create table line_probe (n int unique)`);
  const insert = (tx: Queryable, n: number) => tx.execute(sql`insert into line_probe values (${n})`);
  await database.transaction(async (tx) => {
    const counted = await Promise.all([
      insert(tx, 1),
      tx.query(sql`select count(*)::int as n from line_probe`),
      insert(tx, 2),
      tx.query(sql`select count(*)::int as n from line_probe`),
    ]);
    assert.deepEqual(counted, [1, [{ n: 1 }], 1, [{ n: 2 }]]);
  });

  const outcomes: string[] = [];
  const together = database.transaction(async (tx) => {
    const told = await Promise.allSettled([insert(tx, 3), insert(tx, 2), insert(tx, 4)]);
    outcomes.push(...told.map((each) => (each.status === "fulfilled" ? "written" : each.reason.code)));
    throw (told[1] as PromiseRejectedResult).reason;
  });
  await assert.rejects(together, { code: "23505" });
  assert.deepEqual(outcomes, ["written", "23505", "25P02"]);
  assert.deepEqual(await database.query(sql`select n from line_probe order by n`), [{ n: 1 }, { n: 2 }]);
});

test("what a transaction leaves unanswered is over before it ends, and its connection serves the next", async () => {
  const narrow = openDatabase(url, { max: 1 });
  let slow: Promise<unknown> = Promise.resolve();
  const failed = narrow.transaction(async (tx) => {
    slow = tx.query(sql`select pg_sleep(0.2)::text`);
    throw new Error("changed my mind");
  });
  await assert.rejects(failed, { message: "changed my mind" });
  await slow;
  assert.deepEqual(await narrow.query(sql`select 1 as one`), [{ one: 1 }]);
  await narrow.close();
});

test("a statement refused in a failed transaction is sent anew by the next", async () => {
  const narrow = openDatabase(url, { max: 1 });
  const probe = sql`select 7 as first_asked_after_a_failure`;
  await assert.rejects(
    narrow.transaction(async (tx) => {
      await Promise.allSettled([tx.query(sql`select 1 / 0`), tx.query(probe), tx.query(probe)]);
      throw new Error("over");
    }),
  );
  assert.deepEqual(await narrow.query(probe), [{ first_asked_after_a_failure: 7 }]);
  await narrow.transaction(async (tx) => {
    await tx.execute(sql`savepoint before`);
    await assert.rejects(tx.query(sql`select 1 / 0`));
    await tx.execute(sql`rollback to savepoint before`);
    assert.deepEqual(await tx.query(sql`select 8 as n`), [{ n: 8 }]);
  });
  await narrow.close();
});

test("what goes out with the commit is written with it, after the work and as it stands then", async () => {
  await database.query(sql`create table end_probe (n int unique)`);
  let last = 1;
  await database.transaction(async (tx) => {
    tx.withCommit(() => [
      sql`insert into end_probe values (${last})`,
      sql`insert into end_probe select count(*) + 10 from end_probe`,
    ]);
    last = 2;
  });
  assert.deepEqual(await database.query(sql`select n from end_probe order by n`), [{ n: 2 }, { n: 11 }]);
});

test("a statement refused beside the commit, or refused and passed over, leaves nothing of its transaction", async () => {
  await database.query(sql`create table refused_probe (n int unique)`);
  const insert = (n: number) => sql`insert into refused_probe values (${n})`;
  const besideCommit = database.transaction(async (tx) => {
    tx.withCommit(() => [insert(1), insert(2)]);
    await tx.execute(insert(1));
  });
  await assert.rejects(besideCommit, { code: "23505" });
  const passedOver = database.transaction(async (tx) => {
    await tx.execute(insert(3));
    await tx.execute(insert(3)).catch(() => undefined);
  });
  await assert.rejects(passedOver, /refused/);
  assert.deepEqual(await database.query(sql`select n from refused_probe`), []);
});

test("two deadlocked transactions both end well, holding one connection each", async () => {
  await database.query(sql`create table lock_probe (id int primary key, n int not null default 0)`);
  await database.query(sql`insert into lock_probe values (1), (2)`);
  let waiting = 2;
  let open!: () => void;
  const bothHoldOne = new Promise<void>((resolve) => {
    open = resolve;
  });
  const swap = (first: number, second: number) =>
    database.transaction(async (tx) => {
      await tx.execute(sql`update lock_probe set n = n + 1 where id = ${first}`);
      if (--waiting <= 0) open();
      await bothHoldOne;
      await tx.execute(sql`update lock_probe set n = n + 1 where id = ${second}`);
    });
  await Promise.all([swap(1, 2), swap(2, 1)]);
  const rows = await database.query(sql`select n from lock_probe`);
  assert.deepEqual(rows, [{ n: 2 }, { n: 2 }]);
});

test("a write keeps its plans, a question is planned for its values each time", async () => {
  const heldBy = async (db: Queryable) =>
    await db.query(sql`
      select case when statement like '%as written%' then 'written' else 'asked' end as kind, generic_plans > 0 as "isKept"
      from pg_prepared_statements where statement ~ 'int as (written|asked)$'`);

  await database.transaction(async (tx) => {
    for (let i = 0; i < 8; i++) {
      await tx.query(sql`select ${i}::int as written`);
      await tx.ask(sql`select ${i}::int as asked`);
    }
    assert.deepEqual(await heldBy(tx), [{ kind: "written", isKept: true }]);
  });

  const [reading] = await database.query(sql`show plan_cache_mode`);
  assert.deepEqual(reading, { plan_cache_mode: "force_custom_plan" });
});

test("a failed statement leaves the pool usable", async () => {
  await assert.rejects(database.query(sql`select 1 / 0`), { code: "22012" });
  assert.deepEqual(await database.query(sql`select 1 as one`), [{ one: 1 }]);
});

test("a read that overruns its limit is ended, and its connection goes on serving", async () => {
  const endless = () => database.within(50).query(sql`select pg_sleep(60)`);
  await Promise.all(Array.from({ length: 10 }, () => assert.rejects(endless(), { code: "57014" })));
  const after = await Promise.all(Array.from({ length: 30 }, () => database.query(sql`select 1 as one`)));
  assert.ok(after.every(([row]) => row!.one === 1));
});

test("a read within its limit is answered, and nothing is ended when the limit is over", async () => {
  const hurried = openDatabase(url, { max: 1 });
  after(() => hurried.close());
  await hurried.query(sql`select 'a connection stands'`);
  assert.deepEqual(await hurried.within(1_000).query(sql`select 1 as one`), [{ one: 1 }]);
  assert.deepEqual(await hurried.query(sql`select 1 as one from pg_sleep(1.2)`), [{ one: 1 }]);
});
