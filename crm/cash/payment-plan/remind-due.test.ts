import assert from "node:assert/strict";
import { test } from "node:test";
import { startLedger } from "#test/ledger.ts";
import { remindDue } from "./remind-due.job.ts";

const { make, finance, rep, account, departments, engineWrites, done, inForce, received, run, clock } = await startLedger();
const head = await make.user("manager", "sales");
await engineWrites((ctx) => ctx.records.update("department", departments.sales!, { headId: head.userId }));

/** Turns the clock to eight in the morning of a day and lets the job run. */
async function morningOf(day: string): Promise<void> {
  clock.set(`${day}T00:00:00Z`);
  await run(remindDue);
}

/** Sessions end while the test turns the clock, so that it looks for itself what a person was told. */
async function toldTo({ userId }: typeof rep): Promise<string[]> {
  const filter = { field: "owner", op: "eq", value: userId } as const;
  const told = await engineWrites((ctx) => ctx.records.find("notification", { filter, sort: "createdAt", limit: 100 }));
  return told.map(({ message }) => message);
}

await inForce("1000", [400, 600], { name: "四月一日到期六百" });
await inForce("888", [1, 1, 886], { name: "五月一日到期八百八十六" });
const [whole, part] = [await inForce("555", [555]), await inForce("777", [777])];
for (const [contract, amount] of [
  [whole, "555"],
  [part, "200"],
] as const) {
  const money = await received(amount);
  await done(finance, "receipts", money, "match", { contractId: contract.id });
}

test("a seller hears a week before, on the day and after; finance from the day on, the manager after a week", async () => {
  await morningOf("2026-03-25");
  const before = await toldTo(rep);
  const financeBefore = await toldTo(finance);
  await morningOf("2026-04-01");
  await morningOf("2026-04-02");
  const headYet = (await toldTo(head)).filter((message) => message.includes("600"));
  await morningOf("2026-04-08");
  await morningOf("2026-04-08");

  assert.ok(before.includes(`${account.name} 有回款 ¥600.00 将于 2026-04-01 到期。`), before.join());
  assert.ok(!financeBefore.some((message) => message.includes("600")));
  const of600 = async (person: typeof rep) => (await toldTo(person)).filter((message) => message.includes("¥600.00"));
  assert.equal((await of600(rep)).length, 4, "each once, however often the job runs");
  assert.equal((await of600(finance))[0], `${account.name} 的回款 ¥600.00 今天到期。`);
  assert.deepEqual(headYet, []);
  assert.deepEqual(await of600(head), [`${account.name} 的回款 ¥600.00 已逾期 7 天，请跟进。`]);
});

test("what has been paid is not spoken of, and of what is paid in part the rest is", async () => {
  await morningOf("2026-03-31");

  const told = await toldTo(rep);
  assert.ok(!told.some((message) => message.includes("555.00")), told.join());
  assert.ok(!told.some((message) => message.includes("777.00")), told.join());
  assert.ok(
    told.some((message) => message.includes("¥577.00")),
    told.join(),
  );
});

test("a job that was away for the weekend catches up", async () => {
  const known = (await toldTo(rep)).length;

  await morningOf("2026-05-03");

  const news = (await toldTo(rep)).slice(known);
  assert.ok(news.includes(`${account.name} 的回款 ¥600.00 已逾期 32 天，请跟进。`), news.join());
  const of886 = news.filter((message) => message.includes("¥886.00"));
  assert.deepEqual(of886, [`${account.name} 的回款 ¥886.00 已逾期 2 天，请跟进。`], "what fell due on Friday is not due today");
});
