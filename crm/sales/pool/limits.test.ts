import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { add, as, make } = await startCrmCompany();

test("giving back to another pool does not refund the day's claim", async () => {
  const rep = await make.user();
  const [from, to] = [await make.pool({ dailyClaims: 1 }), await make.pool()];
  const [first, second] = [await make.lead({ poolId: from.id }), await make.lead({ poolId: from.id })];

  const claimed = await as(rep).post(`/api/v1/leads/${first.id}/claim`, {});
  const released = await as(rep).post(`/api/v1/leads/${first.id}/release`, { reason: "不合适", poolId: to.id });
  const again = await as(rep).post(`/api/v1/leads/${second.id}/claim`, {});

  assert.equal(claimed.status, 200, claimed.text);
  assert.equal(released.status, 200, released.text);
  assert.equal(again.body.code, "pool.daily_limit", again.text);
});

test("a pool's administrator who does not see a colleague's leads cannot give him more than he may hold", async () => {
  const role = await add("role", {
    name: "公海管理",
    code: "keeper",
    usesDefaults: true,
    permissions: { user: { read: "company" } },
  });
  const [keeper, rep] = [await make.user("sales", "north", { rolesIds: [role.id] }), await make.user()];
  const pool = await make.pool({ holdingCap: 1, adminsIds: [keeper.userId] });
  const leads = [await make.lead({ poolId: pool.id }), await make.lead({ poolId: pool.id })];
  const assign = (id: string) => as(keeper).post(`/api/v1/leads/${id}/assign`, { ownerId: rep.userId });

  const first = await assign(leads[0]!.id);
  const second = await assign(leads[1]!.id);

  assert.equal(first.status, 200, first.text);
  assert.equal(second.body.code, "pool.holding_cap", second.text);
});

test("two colleagues who assign at once do not both find room", async () => {
  const [boss, rep] = [await make.user("director"), await make.user()];
  const pool = await make.pool({ holdingCap: 1 });
  const leads = await Promise.all(Array.from({ length: 6 }, () => make.lead({ poolId: pool.id })));

  const answers = await Promise.all(leads.map(({ id }) => as(boss).post(`/api/v1/leads/${id}/assign`, { ownerId: rep.userId })));

  assert.equal(answers.filter(({ status }) => status === 200).length, 1, answers.map(({ text }) => text.slice(0, 80)).join("\n"));
});

test("more claims at once than there are connections wait for each other, not for ever", { timeout: 120_000 }, async () => {
  const reps = await Promise.all(Array.from({ length: 14 }, () => make.user()));
  const pool = await make.pool({ holdingCap: 5 });
  const leads = await Promise.all(reps.map(() => make.lead({ poolId: pool.id })));
  await Promise.all(reps.map((rep) => as(rep).get("/api/v1/me")));

  const answers = await Promise.all(reps.map((rep, i) => as(rep).post(`/api/v1/leads/${leads[i]!.id}/claim`, {})));

  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
});

test("a customer who is only said to be lost or won burdens his owner as before", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account", holdingCap: 1 });
  const [held, wanted] = [await make.account({ poolId: pool.id }), await make.account({ poolId: pool.id })];
  const claim = (id: string) => as(rep).post(`/api/v1/accounts/${id}/claim`, {});
  const claimed = await claim(held.id);
  const say = (status: string) =>
    as(rep).patch(`/api/v1/accounts/${held.id}`, { status }, { "if-match": `"${claimed.body.version}"` });

  const won = await say("won");
  const lost = await say("lost");
  const more = await claim(wanted.id);

  assert.equal(won.body.code, "account.not_bought", won.text);
  assert.equal(lost.status, 200, lost.text);
  assert.equal(more.body.code, "pool.holding_cap", more.text);
});

test("handing out a customer keeps to the cap of the pool, but for one who has bought", async () => {
  const [manager, rep] = [await make.user("manager"), await make.user()];
  const pool = await make.pool({ type: "account", holdingCap: 1, adminsIds: [manager.userId] });
  const [first, second] = [await make.account({ poolId: pool.id }), await make.account({ poolId: pool.id })];
  const bought = await make.account({ poolId: pool.id, ownerId: manager.userId });
  const deal = await make.opportunity({ accountId: bought.id, ownerId: manager.userId });
  await as(manager).post(`/api/v1/opportunities/${deal.id}/win`, {});
  const give = (id: string) => as(manager).post(`/api/v1/accounts/${id}/transfer`, { ownerId: rep.userId });

  const given = await give(first.id);
  const over = await give(second.id);
  const customer = await give(bought.id);

  assert.equal(given.status, 200, given.text);
  assert.equal(over.body.code, "pool.holding_cap", over.text);
  assert.equal(customer.status, 200, customer.text);
});

test("a lead set aside as invalid is not revived over the cap", async () => {
  const rep = await make.user();
  const pool = await make.pool({ holdingCap: 1 });
  const [aside, other] = [await make.lead({ poolId: pool.id }), await make.lead({ poolId: pool.id })];
  const act = (id: string, verb: string, input = {}) => as(rep).post(`/api/v1/leads/${id}/${verb}`, input);
  await act(aside.id, "claim");
  const invalid = await act(aside.id, "invalidate", { invalidReason: "noNeed" });
  const claimed = await act(other.id, "claim");

  const revived = await act(aside.id, "revive");

  assert.deepEqual([invalid.status, claimed.status], [200, 200], invalid.text + claimed.text);
  assert.equal(revived.body.code, "pool.holding_cap", revived.text);
});
