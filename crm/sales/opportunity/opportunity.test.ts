import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, stored, eventsOf, namesOfEvents, later } = await startCrmCompany();

const patch = (actor: Awaited<ReturnType<typeof make.user>>, deal: { id: string; version: number }, changes: object) =>
  as(actor).patch(`/api/v1/opportunities/${deal.id}`, changes, { "if-match": `"${deal.version}"` });

test("a new deal begins at the first stage of its type, with that stage's probability", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });

  const short = await as(rep).post("/api/v1/opportunities", { name: "服务器", accountId: account.id, amount: "10000" });
  const project = await as(rep).post("/api/v1/opportunities", { name: "机房", accountId: account.id, recordType: "project" });

  assert.equal(short.status, 201, short.text);
  assert.deepEqual([short.body.stage, short.body.probability, short.body.status], ["research", 10, "open"]);
  assert.equal(short.body.weightedAmount.amount, "1000.00");
  assert.deepEqual([project.body.stage, project.body.probability], ["submitted", 5]);
});

test("a deal needs its customer", async () => {
  const rep = await make.user();

  const response = await as(rep).post("/api/v1/opportunities", { name: "没有客户的商机" });

  assert.equal(response.body.code, "opportunity.account_missing");
  assert.equal(response.body.errors[0].field, "accountId");
});

test("advancing moves the deal to the next stage and records the event", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId, amount: "5000" });
  later(3);

  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/advance`, { note: "预算批了" });

  assert.equal(response.status, 200, response.text);
  assert.deepEqual([response.body.stage, response.body.probability], ["trial", 50]);
  assert.equal(response.body.weightedAmount.amount, "2500.00");
  assert.ok(response.body.stageSince > deal.stageSince);
  const [event] = (await eventsOf(deal.id)).slice(-1);
  assert.equal(event!.name, "opportunity.advanced");
  assert.deepEqual(event!.data, { from: "research", to: "trial", note: "预算批了" });
});

test("a deal without an amount cannot advance", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId, amount: null });

  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/advance`, {});
  const seen = await as(rep).get(`/api/v1/opportunities/${deal.id}?can=true`);

  assert.equal(response.status, 409);
  assert.equal(response.body.code, "opportunity.amount_missing");
  assert.equal(seen.body.can.advance, "opportunity.amount_missing");
});

test("after the last stage there is only winning or losing", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });
  for (const stage of ["trial", "negotiation"])
    assert.equal((await as(rep).post(`/api/v1/opportunities/${deal.id}/advance`, {})).body.stage, stage);

  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/advance`, {});

  assert.equal(response.body.code, "opportunity.no_next_stage");
});

test("a refused review goes back to the design", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId, recordType: "project" });
  for (const stage of ["identified", "analysis", "design", "review"])
    assert.equal((await as(rep).post(`/api/v1/opportunities/${deal.id}/advance`, {})).body.stage, stage);

  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/back`, { note: "内审未通过" });

  assert.equal(response.body.stage, "design");
  assert.equal((await namesOfEvents(deal.id)).at(-1), "opportunity.went_back");
});

test("there is nothing before the first stage", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });

  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/back`, {});

  assert.equal(response.body.code, "opportunity.no_previous_stage");
});

test("winning closes the deal on a day and moves the customer's sums", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId, amount: null });

  const empty = await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, {});
  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, { amount: "268000.00" });

  assert.equal(empty.body.code, "opportunity.amount_missing");
  assert.equal(response.status, 200, response.text);
  assert.deepEqual([response.body.stage, response.body.status, response.body.probability], ["won", "won", 100]);
  assert.match(response.body.closedAt, /^2026-03-\d\d$/);
  assert.equal(Number((await stored("account", deal.accountId)).wonAmount), 268000);
  assert.equal((await namesOfEvents(deal.id)).at(-1), "opportunity.won");
});

test("losing needs a reason out of the list", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });

  const silent = await as(rep).post(`/api/v1/opportunities/${deal.id}/lose`, {});
  const unknown = await as(rep).post(`/api/v1/opportunities/${deal.id}/lose`, { lostReason: "because" });
  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/lose`, { lostReason: "price", competitor: "浪潮" });

  assert.equal(silent.body.errors[0].field, "lostReason");
  assert.equal(unknown.status, 400);
  assert.equal(response.status, 200, response.text);
  assert.deepEqual([response.body.stage, response.body.lostReason, response.body.competitor], ["lost", "price", "浪潮"]);
  assert.equal(response.body.weightedAmount.amount, "0.00");
});

test("a reopened deal stands where it stood", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });
  await as(rep).post(`/api/v1/opportunities/${deal.id}/advance`, {});
  await as(rep).post(`/api/v1/opportunities/${deal.id}/lose`, { lostReason: "timing" });

  const response = await as(rep).post(`/api/v1/opportunities/${deal.id}/reopen`, {});

  assert.equal(response.status, 200, response.text);
  assert.deepEqual([response.body.stage, response.body.status], ["trial", "open"]);
  assert.deepEqual([response.body.closedAt, response.body.lostReason], [null, null]);
});

test("a closed deal neither advances, goes back, moves nor closes again; an open one is not reopened", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });
  const act = (verb: string, input = {}) => as(rep).post(`/api/v1/opportunities/${deal.id}/${verb}`, input);
  assert.equal((await act("reopen")).body.code, "opportunity.not_closed");
  await act("win");

  for (const [verb, input] of [
    ["advance"],
    ["back"],
    ["win"],
    ["lose", { lostReason: "price" }],
    ["moveTo", { stage: "trial" }],
  ] as const)
    assert.equal((await act(verb, input)).body.code, "opportunity.closed", verb);
});

test("a card may be dropped on any open stage of its type, and the event shows the jump", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });
  const move = (stage: string) => as(rep).post(`/api/v1/opportunities/${deal.id}/moveTo`, { stage });

  const moved = await move("negotiation");

  assert.deepEqual([moved.body.stage, moved.body.probability], ["negotiation", 70]);
  assert.deepEqual((await eventsOf(deal.id)).at(-1)!.data, { from: "research", to: "negotiation" });
  assert.equal((await move("negotiation")).body.code, "opportunity.same_stage");
  assert.equal((await move("bidding")).body.code, "opportunity.stage_not_offered");
  assert.equal((await move("won")).body.code, "opportunity.stage_not_open");
});

test("stage, probability and closing date cannot be typed past the process", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });

  for (const changes of [{ stage: "won" }, { probability: 99 }, { closedAt: "2026-01-01" }, { status: "won" }])
    assert.equal((await patch(rep, deal, changes)).status, 400, JSON.stringify(changes));
});

test("lines make the amount, each rounded half up, and their price comes from the product", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId, amount: "1" });
  const product = await make.product({ listPrice: "33.335", name: "AP6 无线接入点" });

  const line = await as(rep).post("/api/v1/opportunity-lines", { opportunityId: deal.id, productId: product.id, quantity: 1 });
  await as(rep).post("/api/v1/opportunity-lines", { opportunityId: deal.id, productId: product.id, quantity: 3, discount: 10 });

  assert.equal(line.status, 201, line.text);
  assert.equal(line.body.amount.amount, "33.34");
  const after = await stored("opportunity", deal.id);
  assert.equal(after.amount, "123.34");
  assert.equal(after.weightedAmount, "12.33");
  assert.equal(after.lineCount, 2);
});

test("who sees the department's deals changes its lines; a reader of deals does not", async () => {
  const rep = await make.user();
  const finance = await make.user("finance");
  const deal = await make.opportunity({ ownerId: rep.userId });
  const product = await make.product();

  const response = await as(finance).post("/api/v1/opportunity-lines", { opportunityId: deal.id, productId: product.id });

  assert.equal(response.status, 403, response.text);
});

test("a manager hands a deal over inside the department; the rep loses sight of it", async () => {
  const manager = await make.user("manager");
  const [from, to] = [await make.user(), await make.user()];
  const deal = await make.opportunity({ ownerId: from.userId });

  const same = await as(manager).post(`/api/v1/opportunities/${deal.id}/transfer`, { ownerId: from.userId });
  const response = await as(manager).post(`/api/v1/opportunities/${deal.id}/transfer`, { ownerId: to.userId });

  assert.equal(same.body.code, "opportunity.same_owner");
  assert.equal(response.status, 200, response.text);
  assert.equal((await as(from).get(`/api/v1/opportunities/${deal.id}`)).status, 404);
  assert.equal((await namesOfEvents(deal.id)).at(-1), "opportunity.transferred");
});

test("another's deal does not exist for me, and who may only read it changes nothing", async () => {
  const outsider = await make.user();
  const auditor = await make.user("auditor");
  const deal = await make.opportunity();

  for (const [verb, input] of [
    ["advance"],
    ["back"],
    ["win"],
    ["lose", { lostReason: "price" }],
    ["reopen"],
    ["moveTo", { stage: "trial" }],
  ] as const) {
    assert.equal((await as(outsider).post(`/api/v1/opportunities/${deal.id}/${verb}`, input ?? {})).status, 404, verb);
    assert.equal((await as(auditor).post(`/api/v1/opportunities/${deal.id}/${verb}`, input ?? {})).status, 403, verb);
  }
});

test("a department manager sees the deals of his people and of the departments below, and no others", async () => {
  const head = await make.user("manager", "sales");
  const north = await make.user("manager", "north");
  const deal = await make.opportunity({ ownerId: (await make.user("sales", "east")).userId });

  assert.equal((await as(head).get(`/api/v1/opportunities/${deal.id}`)).status, 200);
  assert.equal((await as(north).get(`/api/v1/opportunities/${deal.id}`)).status, 404);
});
