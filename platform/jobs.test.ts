import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";
import { startTestDatabase } from "#test/app.ts";
import { jobQueue, prepareJobs, startJobWorker } from "./jobs.ts";
import { openLog } from "./log.ts";

const { database, url } = await startTestDatabase();
const jobs = jobQueue();
await prepareJobs(url);

let arrived: (payload: unknown) => void = () => undefined;
const worker = await startJobWorker(url, { greet: async (payload) => arrived(payload) }, { log: openLog("silent") });
after(() => worker.stop());

test("a job runs once its transaction is committed", async () => {
  const done = new Promise((resolve) => {
    arrived = resolve;
  });
  await database.transaction((tx) => jobs.add(tx, "greet", { id: "客海" }));
  assert.deepEqual(await done, { id: "客海" });
});

test("a job of a failed transaction never runs", async () => {
  const seen: unknown[] = [];
  const done = new Promise<void>((resolve) => {
    arrived = (payload) => {
      seen.push(payload);
      if ((payload as { last?: boolean }).last) resolve();
    };
  });
  await assert.rejects(
    database.transaction(async (tx) => {
      await jobs.add(tx, "greet", { lost: true });
      throw new Error("no");
    }),
  );
  await jobs.add(database, "greet", { last: true });
  await done;
  assert.deepEqual(seen, [{ last: true }]);
});

test("jobs of one key wait as one", async () => {
  const seen: unknown[] = [];
  const later = new Date(Date.now() + 300);
  const done = new Promise<void>((resolve) => {
    arrived = (payload) => {
      seen.push(payload);
      resolve();
    };
  });
  await database.transaction(async (tx) => {
    await jobs.add(tx, "greet", { n: 1 }, { key: "one", runAt: later });
    await jobs.add(tx, "greet", { n: 2 }, { key: "one" });
  });
  await done;
  assert.deepEqual(seen, [{ n: 2 }]);
});

test("jobs go on after every connection to the database was cut", async () => {
  await worker.stop();
  const before = (await database.pool.query("select pid from pg_stat_activity")).rows.map(({ pid }) => pid);
  const greeter = spawn(process.execPath, [join(import.meta.dirname, "../test/greeter.ts"), url], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  after(() => greeter.kill("SIGKILL"));
  const lines = createInterface({ input: greeter.stdout })[Symbol.asyncIterator]();
  assert.equal((await lines.next()).value, "ready");

  const cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> all($1)";
  assert.ok((await database.pool.query(cut, [before])).rowCount! > 0);
  await jobs.add(database, "greet", { after: "cut" });
  assert.equal((await lines.next()).value, JSON.stringify({ after: "cut" }));
});

test("what a killed worker had in hand is done by the next one", async () => {
  await jobs.add(database, "left-behind", { id: "half" });
  await database.pool.query(
    "update kehai_jobs._private_jobs set locked_by = 'worker-killed', locked_at = now(), attempts = 1 where task_id = (select id from kehai_jobs._private_tasks where identifier = 'left-behind')",
  );
  let finish: (payload: unknown) => void = () => undefined;
  const done = new Promise((resolve) => {
    finish = resolve;
  });
  const next = await startJobWorker(
    url,
    { "left-behind": async (payload) => finish(payload) },
    { log: openLog("silent"), alone: true },
  );
  assert.deepEqual(await done, { id: "half" });
  await next.stop();
});
