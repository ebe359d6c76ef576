import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";
import { recycle } from "./recycle.job.ts";

const { as, make, run, later, stored, namesOfEvents, engineWrites, database, table } = await startCrmCompany();

const tasksAbout = (id: string) =>
  engineWrites((ctx) => ctx.records.find("task", { filter: { field: "about", op: "eq", value: id } as never }));

test("a lead nobody follows up returns to its pool, with the reason", async () => {
  const rep = await make.user();
  const pool = await make.pool({ recycleAfterDays: 10 });
  const lead = await make.lead({ poolId: pool.id, ownerId: rep.userId });

  later(9);
  await run(recycle);
  const before = await stored("lead", lead.id);
  later(1, 1);
  await run(recycle);

  assert.equal(before.ownerId, rep.userId);
  const after = await stored("lead", lead.id);
  assert.deepEqual([after.ownerId, after.status], [null, "new"]);
  const last = await engineWrites((ctx) => ctx.ownership.lastLost("lead", lead.id, rep.userId));
  assert.equal(last?.lost, "recycled");
  assert.match(last?.reason ?? "", /10/);
  assert.equal((await namesOfEvents(lead.id)).at(-1), "lead.recycled");
  const [told] = (await as(rep).get("/api/v1/notifications")).body.items;
  assert.match(told.message, /10 天没有跟进/);
});

test("a new lead without any follow-up has its full time", async () => {
  const pool = await make.pool({ recycleAfterDays: 3 });
  const lead = await make.lead({ poolId: pool.id, ownerId: (await make.user()).userId });

  await run(recycle);

  assert.notEqual((await stored("lead", lead.id)).ownerId, null);
});

test("an old lead claimed anew survives the next night", async () => {
  const rep = await make.user();
  const pool = await make.pool({ recycleAfterDays: 5 });
  const lead = await make.lead({ poolId: pool.id, ownerId: (await make.user()).userId });
  await make.followUp(["lead", lead]);
  later(6);
  await run(recycle);
  await as(rep).post(`/api/v1/leads/${lead.id}/claim`, {});

  later(1);
  await run(recycle);

  assert.equal((await stored("lead", lead.id)).ownerId, rep.userId);
});

test("a follow-up starts the time again", async () => {
  const rep = await make.user();
  const pool = await make.pool({ recycleAfterDays: 5 });
  const lead = await make.lead({ poolId: pool.id, ownerId: rep.userId });
  later(4);
  await make.followUp(["lead", lead]);

  later(4);
  await run(recycle);

  assert.equal((await stored("lead", lead.id)).ownerId, rep.userId);
});

test("the owner is warned once, days before, and a follow-up lifts the warning", async () => {
  const rep = await make.user();
  const pool = await make.pool({ recycleAfterDays: 10, warnDays: 3 });
  const lead = await make.lead({ poolId: pool.id, ownerId: rep.userId });

  later(6);
  await run(recycle);
  const early = await stored("lead", lead.id);
  later(1, 1);
  await run(recycle);
  await run(recycle);
  const warned = await stored("lead", lead.id);
  const tasks = await tasksAbout(lead.id);
  await make.followUp(["lead", lead]);
  const answered = await stored("lead", lead.id);

  assert.equal(early.recycleOn, null);
  assert.notEqual(warned.recycleOn, null);
  assert.equal(tasks.length, 1);
  assert.deepEqual([tasks[0]!.ownerId, tasks[0]!.due], [rep.userId, warned.recycleOn]);
  assert.ok(tasks[0]!.subject.includes("张建国"));
  assert.equal(answered.recycleOn, null);
});

test("running twice changes nothing the second time", async () => {
  const pool = await make.pool({ recycleAfterDays: 2 });
  const lead = await make.lead({ poolId: pool.id, ownerId: (await make.user()).userId });
  later(3);
  await run(recycle);
  const events = await namesOfEvents(lead.id);

  await run(recycle);

  assert.deepEqual(await namesOfEvents(lead.id), events);
});

test("an account with an open deal, or one who has bought, is not taken away", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account", recycleAfterDays: 5 });
  const account = () => make.account({ poolId: pool.id, ownerId: rep.userId });
  const [silent, selling, bought] = [await account(), await account(), await account()];
  await make.opportunity({ accountId: selling.id, ownerId: rep.userId });
  const deal = await make.opportunity({ accountId: bought.id, ownerId: rep.userId });
  await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, {});

  later(6);
  await run(recycle);

  assert.equal((await stored("account", silent.id)).ownerId, null);
  assert.equal((await stored("account", selling.id)).ownerId, rep.userId);
  assert.equal((await stored("account", bought.id)).ownerId, rep.userId);
});

test("what is said of a customer keeps nobody from the pool; a signed contract does", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account", recycleAfterDays: 5 });
  const account = () => make.account({ poolId: pool.id, ownerId: rep.userId });
  const [said, signed] = [await account(), await account()];
  await as(rep).patch(`/api/v1/accounts/${said.id}`, { status: "lost" }, { "if-match": `"${said.version}"` });
  const contract = await make.contract({ accountId: signed.id, ownerId: rep.userId });
  const activated = await as(rep).post(`/api/v1/contracts/${contract.id}/activate`, {});

  later(6);
  await run(recycle);

  assert.equal(activated.status, 200, activated.text);
  assert.equal((await stored("account", signed.id)).status, "won");
  assert.equal((await stored("account", said.id)).ownerId, null);
  assert.equal((await stored("account", signed.id)).ownerId, rep.userId);
});

test("a deal that was won and is open again has not made a customer", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  const deal = await make.opportunity({ accountId: account.id, ownerId: rep.userId });
  const act = (verb: string, input = {}) => as(rep).post(`/api/v1/opportunities/${deal.id}/${verb}`, input);
  await act("win");
  const won = await stored("account", account.id);

  const reopened = await act("reopen", { note: "客户反悔" });

  assert.equal(reopened.status, 200, reopened.text);
  assert.equal(won.status, "won");
  assert.equal((await stored("account", account.id)).status, "interested");
});

test("what was lost does not protect an account as an open deal does", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account", recycleAfterDays: 5 });
  const account = await make.account({ poolId: pool.id, ownerId: rep.userId });
  const deal = await make.opportunity({ accountId: account.id, ownerId: rep.userId });
  await as(rep).post(`/api/v1/opportunities/${deal.id}/lose`, { lostReason: "price" });

  later(6);
  await run(recycle);

  assert.equal((await stored("account", account.id)).ownerId, null);
});

test("one record that cannot be recycled does not keep the others", async () => {
  const pool = await make.pool({ recycleAfterDays: 2 });
  const rep = await make.user();
  const [bad, good] = [
    await make.lead({ poolId: pool.id, ownerId: rep.userId }),
    await make.lead({ poolId: pool.id, ownerId: rep.userId }),
  ];
  await database.pool.query(
    `alter table ${table("lead").text} add constraint stuck check (id <> '${bad.id}' or owner_id is not null) not valid`,
  );

  later(3);
  await run(recycle);

  assert.equal((await stored("lead", bad.id)).ownerId, rep.userId);
  assert.equal((await stored("lead", good.id)).ownerId, null);
  await database.pool.query(`alter table ${table("lead").text} drop constraint stuck`);
});

test("people cannot bring the recycling forward", async () => {
  const rep = await make.user();
  const pool = await make.pool({ recycleAfterDays: 10 });
  const lead = await make.lead({ poolId: pool.id, ownerId: rep.userId });

  await as(rep).post(`/api/v1/leads/${lead.id}/recycle`, {});

  assert.equal((await stored("lead", lead.id)).ownerId, rep.userId);
});

test("a pool's warning comes before its end", async () => {
  const director = await make.user("director");

  const late = await as(director).post("/api/v1/pools", { name: "规则一", recycleAfterDays: 5, warnDays: 5 });
  const alone = await as(director).post("/api/v1/pools", { name: "规则二", warnDays: 5 });

  assert.equal(late.body.code, "pool.warning_too_early");
  assert.equal(alone.body.code, "pool.warning_without_recycling");
});
