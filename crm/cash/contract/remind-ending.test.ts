import assert from "node:assert/strict";
import { test } from "node:test";
import { startLedger } from "#test/ledger.ts";
import { remindEnding } from "./remind-ending.job.ts";

const { rep, engineWrites, inForce, stored, done, make, run, clock } = await startLedger();

/** Turns the clock to eight in the morning of a day and lets the job run. */
async function morningOf(day: string): Promise<void> {
  clock.set(`${day}T00:00:00Z`);
  await run(remindEnding);
}

async function told(name: string): Promise<string[]> {
  const filter = { field: "owner", op: "eq", value: rep.userId } as const;
  const notices = await engineWrites((ctx) => ctx.records.find("notification", { filter, sort: "createdAt", limit: 100 }));
  return notices.map(({ message }) => message as string).filter((message) => message.includes(name));
}

const renewalsOf = async ({ id }: Record<string, any>) =>
  await engineWrites((ctx) =>
    ctx.records.find("contract", { filter: { field: "renewalOf", op: "eq", value: id }, limit: 10, sort: "createdAt" }),
  );

const TERM = { startsOn: "2025-05-01", endsOn: "2026-04-30" };
const service = await inForce("1000", [], { name: "维保服务", ...TERM });
const early = await inForce("1000", [], { name: "机房托管", ...TERM, noticeDays: 50 });
const lasting = await inForce("1200", [], { name: "年度许可", ...TERM, renewal: "automatic" });
await inForce("1000", [], { name: "一次采购", ...TERM, renewal: "none" });
const manager = await make.user("manager");

test("the owner hears of a contract's end as many days before as it says, once", async () => {
  await morningOf("2026-03-10");
  assert.deepEqual([await told("机房托管"), await told("维保服务")], [[], []]);
  await morningOf("2026-03-11");
  await morningOf("2026-03-30");
  assert.deepEqual(await told("维保服务"), []);
  await morningOf("2026-03-31");
  await morningOf("2026-04-01");

  assert.deepEqual(await told("机房托管"), ["合同“机房托管”将于 2026-04-30 到期，请确认是否续签。"]);
  assert.deepEqual(await told("维保服务"), ["合同“维保服务”将于 2026-04-30 到期，请确认是否续签。"]);
  assert.deepEqual([(await renewalsOf(service)).length, (await renewalsOf(early)).length], [0, 0]);
  assert.deepEqual(await told("一次采购"), []);
});

test("with its notice the next contract is drawn up where that was agreed, and not again when it is put aside", async () => {
  const [next, ...more] = await renewalsOf(lasting);
  assert.deepEqual(
    [next?.status, next?.startsOn, next?.endsOn, next?.amount, next?.ownerId, more.length],
    ["draft", "2026-05-01", "2027-04-30", "1200.00", rep.userId, 0],
  );
  assert.deepEqual(await told("年度许可"), ["合同“年度许可”将于 2026-04-30 到期，已按原条款起草续签合同，请核对并签订。"]);

  clock.set("2026-03-02T01:00:00Z");
  await done(manager, "contracts", next!, "void", { reason: "客户另行招标" });
  await morningOf("2026-04-02");

  assert.deepEqual(
    (await renewalsOf(lasting)).map(({ status }) => status),
    ["void"],
  );
  assert.equal((await stored("contract", lasting.id)).renewalCount, 0);
});

test("what has ended, and what has been renewed by hand, is not spoken of", async () => {
  clock.set("2026-03-02T01:00:00Z");
  const renewed = await inForce("1000", [], { name: "已续合同", startsOn: "2025-06-01", endsOn: "2026-05-31" });
  await inForce("1000", [], { name: "早已到期", startsOn: "2025-01-01", endsOn: "2025-12-31" });
  await done(rep, "contracts", renewed, "renew");

  await morningOf("2026-05-20");

  assert.deepEqual([await told("已续合同"), await told("早已到期")], [[], []]);
});
