import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";
import { checkCharacter, isCreditCode } from "./credit-code.ts";

const { as, make, stored, namesOfEvents, eventsOf, engineWrites } = await startCrmCompany();

test("a credit code is accepted as GB 32100 makes it, however it was typed", async () => {
  const rep = await make.user();

  const good = await as(rep).post("/api/v1/accounts", { name: "腾泽科技", creditCode: " 91350100m000100y43 " });
  const wrong = await as(rep).post("/api/v1/accounts", { name: "通为科技", creditCode: "91350100M000100Y44" });

  assert.equal(good.status, 201, good.text);
  assert.equal(good.body.creditCode, "91350100M000100Y43");
  assert.equal(wrong.body.code, "account.credit_code_wrong");
  assert.equal(wrong.body.errors[0].field, "creditCode");
});

test("the check character of a credit code catches every single wrong character", () => {
  const body = "91350100M000100Y4";
  assert.equal(checkCharacter(body), "3");
  for (let i = 0; i < body.length; i++) {
    const other = body[i] === "1" ? "2" : "1";
    assert.equal(isCreditCode(`${body.slice(0, i)}${other}${body.slice(i + 1)}3`), body[i] === other);
  }
});

test("two customers cannot have one credit code", async () => {
  const rep = await make.user();
  await make.account({ creditCode: "911100007109310534" });

  const response = await as(rep).post("/api/v1/accounts", { name: "另一家公司", creditCode: "911100007109310534" });

  assert.equal(response.status, 409);
});

test("an account counts its contacts, open deals and what it bought", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  await make.contact({ accountId: account.id });
  await make.opportunity({ accountId: account.id, ownerId: rep.userId, amount: "3000" });
  const deal = await make.opportunity({ accountId: account.id, ownerId: rep.userId, amount: "5000.50" });

  await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, {});

  const response = await as(rep).get(`/api/v1/accounts/${account.id}`);
  assert.equal(response.body.contactCount, 1);
  assert.equal(response.body.openOpportunityCount, 1);
  assert.equal(Number(response.body.openAmount), 3000);
  assert.equal(Number(response.body.wonAmount), 5000.5);
  assert.equal(response.body.status, "won");
});

test("that a customer bought is entered by nobody, but brought over with the company's history", async () => {
  const rep = await make.user();
  const mine = await make.account({ ownerId: rep.userId });

  const made = await as(rep).post("/api/v1/accounts", { name: "说是成交的客户", status: "won" });
  const said = await as(rep).patch(`/api/v1/accounts/${mine.id}`, { status: "won" }, { "if-match": String(mine.version) });
  const brought = await engineWrites((ctx) =>
    ctx.records.create("account", { name: "老客户", status: "won", ownerId: rep.userId }, { as: "engine", migrating: true }),
  );
  const edited = await as(rep).patch(`/api/v1/accounts/${brought.id}`, { level: "A" }, { "if-match": String(brought.version) });

  for (const refused of [made, said])
    assert.deepEqual([refused.status, refused.body.errors[0].field, refused.body.code], [409, "status", "account.not_bought"]);
  assert.deepEqual([edited.status, edited.body.status], [200, "won"], edited.text);
});

test("a customer in the pool is claimed once, under the pool's rules", async () => {
  const [rep, colleague] = [await make.user(), await make.user()];
  const pool = await make.pool({ type: "account", dailyClaims: 1 });
  const [account, other] = [await make.account({ poolId: pool.id }), await make.account({ poolId: pool.id })];

  const claimed = await as(rep).post(`/api/v1/accounts/${account.id}/claim`, {});
  const late = await as(colleague).post(`/api/v1/accounts/${account.id}/claim`, {});
  const second = await as(rep).post(`/api/v1/accounts/${other.id}/claim`, {});

  assert.equal(claimed.status, 200, claimed.text);
  assert.equal(claimed.body.owner.id, rep.userId);
  assert.equal(late.body.code, "record.already_owned");
  assert.equal(second.body.code, "pool.daily_limit");
  assert.equal((await namesOfEvents(account.id)).at(-1), "account.claimed");
});

test("a claimed customer comes with contacts and history", async () => {
  const [before, rep] = [await make.user(), await make.user()];
  const pool = await make.pool({ type: "account" });
  const account = await make.account({ poolId: pool.id, ownerId: before.userId });
  const contact = await make.contact({ accountId: account.id });
  const talk = await make.followUp(["account", account]);
  await as(before).post(`/api/v1/accounts/${account.id}/release`, { reason: "换行业了" });

  await as(rep).post(`/api/v1/accounts/${account.id}/claim`, {});

  assert.equal((await as(rep).get(`/api/v1/contacts/${contact.id}`)).status, 200);
  assert.equal((await as(rep).get(`/api/v1/follow-ups/${talk.id}`)).status, 200);
  assert.equal((await as(before).get(`/api/v1/contacts/${contact.id}`)).status, 404);
});

test("a customer with an open deal cannot be returned", async () => {
  const rep = await make.user();
  await make.pool({ type: "account" });
  const account = await make.account({ ownerId: rep.userId });
  await make.opportunity({ accountId: account.id, ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/accounts/${account.id}/release`, { reason: "做不动" });

  assert.equal(response.status, 409);
  assert.equal(response.body.code, "account.has_open_opportunities");
});

test("a returned customer waits in the pool and keeps the reason", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account" });
  const account = await make.account({ ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/accounts/${account.id}/release`, { reason: "半年没有需求", poolId: pool.id });

  assert.equal(response.status, 200, response.text);
  assert.equal((await stored("account", account.id)).ownerId, null);
  const [event] = (await eventsOf(account.id)).slice(-1);
  assert.deepEqual([event!.name, event!.data.reason], ["account.released", "半年没有需求"]);
});

test("a manager hands a customer over, with the deals that are open", async () => {
  const manager = await make.user("manager");
  const [from, to] = [await make.user(), await make.user()];
  const account = await make.account({ ownerId: from.userId });
  const open = await make.opportunity({ accountId: account.id, ownerId: from.userId });
  const won = await make.opportunity({ accountId: account.id, ownerId: from.userId });
  await as(from).post(`/api/v1/opportunities/${won.id}/win`, {});

  const response = await as(manager).post(`/api/v1/accounts/${account.id}/transfer`, { ownerId: to.userId, reason: "调整区域" });

  assert.equal(response.status, 200, response.text);
  assert.equal((await stored("account", account.id)).ownerId, to.userId);
  assert.equal((await stored("opportunity", open.id)).ownerId, to.userId);
  assert.equal((await stored("opportunity", won.id)).ownerId, from.userId, "who won a deal stays its winner");
  assert.equal((await namesOfEvents(account.id)).at(-1), "account.transferred");
});

test("a transfer to the same person is refused, and a rep transfers nothing", async () => {
  const manager = await make.user("manager");
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });

  const same = await as(manager).post(`/api/v1/accounts/${account.id}/transfer`, { ownerId: rep.userId });
  const own = await as(rep).post(`/api/v1/accounts/${account.id}/transfer`, { ownerId: manager.userId });

  assert.equal(same.body.code, "account.same_owner");
  assert.equal(own.status, 403);
});

test("another's customer does not exist for me, and no verb works on it", async () => {
  const outsider = await make.user();
  const account = await make.account({ ownerId: (await make.user()).userId });

  assert.equal((await as(outsider).get(`/api/v1/accounts/${account.id}`)).status, 404);
  for (const verb of ["claim", "release", "transfer", "recycle"])
    assert.equal((await as(outsider).post(`/api/v1/accounts/${account.id}/${verb}`, {})).status, 404, verb);
});

test("a rep deletes no customer", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });

  const response = await as(rep).delete(`/api/v1/accounts/${account.id}`, { "if-match": `"${account.version}"` });

  assert.equal(response.status, 403);
});

test("purchasing sees nothing of sales", async () => {
  const buyer = await make.user("purchasing");
  await make.account({ ownerId: (await make.user()).userId });

  const list = await as(buyer).get("/api/v1/accounts");

  assert.ok(list.status === 404 || list.status === 403 || list.body.items.length === 0, String(list.status));
});
