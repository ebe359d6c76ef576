import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, add, stored } = await startCrmCompany();

const share = async (boss: Parameters<typeof as>[0], path: string, user: { userId: string }, level = "read") =>
  assert.equal((await as(boss).put(`/api/v1/${path}/shares/user/${user.userId}`, { level })).status, 204);

test("who may only read a deal adds no lines to it, nor moves one there", async () => {
  const [holder, guest] = [await make.user(), await make.user()];
  const product = await make.product();
  const deal = await make.opportunity({ ownerId: holder.userId, amount: "10000" });
  const own = await make.opportunity({ ownerId: guest.userId });
  await share(holder, `opportunities/${deal.id}`, guest);
  const line = (opportunityId: string) => ({ opportunityId, productId: product.id, quantity: 1, price: "1" });

  const added = await as(guest).post("/api/v1/opportunity-lines", line(deal.id));
  const mine = await as(guest).post("/api/v1/opportunity-lines", line(own.id));
  const moved = await as(guest).patch(
    `/api/v1/opportunity-lines/${mine.body.id}`,
    { opportunityId: deal.id },
    { "if-match": String(mine.body.version) },
  );

  assert.equal(mine.status, 201, mine.text);
  assert.equal(added.status, 403, added.text);
  assert.equal(moved.status, 403, moved.text);
  assert.equal((await stored("opportunity", deal.id)).amount, "10000.00");
});

test("a contact is not put on a customer whom one may only read", async () => {
  const [holder, guest] = [await make.user(), await make.user()];
  const account = await make.account({ ownerId: holder.userId });
  await share(holder, `accounts/${account.id}`, guest);

  const added = await as(guest).post("/api/v1/contacts", { name: "王芳", mobile: "13800138001", accountId: account.id });

  assert.equal(added.status, 403, added.text);
});

test("who may not export customers exports neither their contacts nor their notes", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  await make.contact({ accountId: account.id });

  for (const object of ["account", "contact", "opportunityLine"]) {
    const response = await as(rep).post("/api/v1/exports", { object, format: "csv" });
    assert.equal(response.status, 403, `${object}: ${response.text}`);
  }
});

test("an export reaches as far as the right to export, not as far as the right to read", async () => {
  const whole = { read: "company", export: "own" };
  const role = await add("role", {
    name: "看得多",
    code: "sees-much",
    permissions: { account: whole, user: { read: "company" } },
  });
  const [rep, colleague] = [await make.user("sales", "east", { rolesIds: [role.id] }), await make.user()];
  await make.account({ name: "我的客户甲", ownerId: rep.userId });
  await make.account({ name: "同事的客户乙", ownerId: colleague.userId });

  const response = await as(rep).post("/api/v1/exports", { object: "account", format: "csv" });

  assert.equal(response.status, 200, response.text);
  assert.match(response.text, /我的客户甲/);
  assert.doesNotMatch(response.text, /同事的客户乙/);
});

test("what a field rule hides is not told by the story of a verb either", async () => {
  const role = await add("role", {
    name: "不见金额",
    code: "no-amounts",
    permissions: { opportunity: { read: "company" }, user: { read: "company" } },
    fieldRules: { opportunity: { amount: "hide", weightedAmount: "hide" } },
  });
  const [rep, reader] = [await make.user(), await make.user("sales", "east", { rolesIds: [role.id] })];
  const deal = await make.opportunity({ ownerId: rep.userId });
  assert.equal((await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, { amount: "7654321" })).status, 200);

  for (const way of ["history", "timeline", "page"]) {
    const response = await as(reader).get(`/api/v1/opportunities/${deal.id}/${way}`);
    assert.equal(response.status, 200, response.text);
    assert.match(response.text, /opportunity\.won/);
    assert.doesNotMatch(response.text, /7654321/, way);
  }
});

test("a customer's name that is masked is not found out by searching, in a list or over all", async () => {
  const role = await add("role", {
    name: "不见客户名",
    code: "no-names",
    permissions: { account: { read: "company" }, user: { read: "company" } },
    fieldRules: { account: { name: "mask" } },
  });
  const reader = await make.user("none", "east", { rolesIds: [role.id] });
  const boss = await make.user("director");
  await make.account({ name: "苏州恒远精密" });

  for (const q of ["恒远", "hengyuan", "szhy"]) {
    const listed = async (who: typeof boss) =>
      (await as(who).get(`/api/v1/accounts?q=${encodeURIComponent(q)}`)).body.items.length;
    const found = async (who: typeof boss) => (await as(who).get(`/api/v1/search?q=${encodeURIComponent(q)}`)).body.groups.length;
    assert.deepEqual([await listed(boss), await found(boss)], [1, 1], q);
    assert.deepEqual([await listed(reader), await found(reader)], [0, 0], q);
  }
});

test("a record that changed hands can be saved from the answer", async () => {
  const manager = await make.user("manager", "sales");
  const [rep, other] = [await make.user(), await make.user()];
  const pool = await make.pool({ type: "lead" });
  const [lead, account, deal] = [
    await make.lead({ ownerId: rep.userId }),
    await make.account({ ownerId: rep.userId }),
    await make.opportunity({ ownerId: rep.userId }),
  ];
  const verbs = [
    ["leads", lead.id, "assign", { ownerId: other.userId }],
    ["accounts", account.id, "transfer", { ownerId: other.userId }],
    ["opportunities", deal.id, "transfer", { ownerId: other.userId }],
    ["leads", lead.id, "release", { reason: "没空", poolId: pool.id }],
  ] as const;

  for (const [path, id, verb, input] of verbs) {
    const done = await as(manager).post(`/api/v1/${path}/${id}/${verb}`, input);
    assert.equal(done.status, 200, done.text);
    const saved = await as(manager).patch(`/api/v1/${path}/${id}`, { remark: verb }, { "if-match": done.headers.etag });
    assert.equal(saved.status, 200, `${path} ${verb}: ${saved.text}`);
  }
});

test("who may make tasks for himself alone does not hand them to others afterwards", async () => {
  const [rep, other] = [await make.user(), await make.user()];
  const direct = await as(rep).post("/api/v1/tasks", { subject: "回电", ownerId: other.userId });
  const own = await as(rep).post("/api/v1/tasks", { subject: "回电" });
  const handed = await as(rep).patch(`/api/v1/tasks/${own.body.id}`, { ownerId: other.userId }, { "if-match": "1" });

  assert.equal(direct.status, 403, direct.text);
  assert.equal(handed.status, 403, handed.text);
});

test("a manager makes records for his own people only", async () => {
  const manager = await make.user("manager", "east");
  const [mine, stranger] = [await make.user("sales", "east"), await make.user("sales", "north")];

  const inside = await as(manager).post("/api/v1/accounts", { name: "本部门客户", ownerId: mine.userId });
  const outside = await as(manager).post("/api/v1/accounts", { name: "别部门客户", ownerId: stranger.userId });

  assert.equal(inside.status, 201, inside.text);
  assert.equal(outside.status, 403, outside.text);
});

test("nothing is given to somebody who has left", async () => {
  const [boss, rep, left] = [await make.user("director"), await make.user(), await make.user()];
  const admin = await make.user("administrator");
  const lead = await make.lead({ ownerId: rep.userId });
  assert.equal((await as(admin).post(`/api/v1/users/${left.userId}/disable`, {})).status, 200);

  const assigned = await as(boss).post(`/api/v1/leads/${lead.id}/assign`, { ownerId: left.userId });
  const made = await as(boss).post("/api/v1/accounts", { name: "新客户", ownerId: left.userId });

  assert.ok(assigned.status >= 400, assigned.text);
  assert.ok(made.status >= 400, made.text);
});

test("a task that is no longer about anything has left the customer", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  const made = await as(rep).post("/api/v1/tasks", { subject: "回电", aboutObject: "account", aboutId: account.id });

  const cleared = await as(rep).patch(
    `/api/v1/tasks/${made.body.id}`,
    { aboutObject: null, aboutId: null },
    { "if-match": String(made.body.version) },
  );

  assert.equal(cleared.status, 200, cleared.text);
  assert.equal(cleared.body.account, null);
});

test("a lead of one's own making is no way round the pool of customers", async () => {
  const rep = await make.user();
  const pool = await make.pool({ type: "account", dailyClaims: 1 });
  const [first, second] = [
    await make.account({ name: "甲乙丙科技有限公司", poolId: pool.id }),
    await make.account({ name: "丁戊己贸易有限公司", poolId: pool.id }),
  ];
  await as(rep).post(`/api/v1/accounts/${first.id}/claim`, {});
  const lead = await make.lead({ company: "丁戊己贸易有限公司", ownerId: rep.userId });

  const converted = await as(rep).post(`/api/v1/leads/${lead.id}/convert`, {});

  assert.equal(converted.body.code, "pool.daily_limit", converted.text);
  assert.equal((await stored("account", second.id)).ownerId, null);
});
