import assert from "node:assert/strict";
import { after, test } from "node:test";
import { startTestDatabase } from "#test/app.ts";
import { jobQueue, prepareJobs, startJobWorker } from "./jobs.ts";
import { openLog } from "./log.ts";

const { database, url } = await startTestDatabase();
const jobs = jobQueue();
await prepareJobs(url);

let arrived: (payload: unknown) => void = () => undefined;
const worker = await startJobWorker(
  url,
  { greet: async (payload) => arrived(payload) },
  { log: openLog("error"), everyMinute: async () => undefined },
);
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
