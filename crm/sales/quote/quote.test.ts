import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, add, stored, namesOfEvents, later, engineWrites } = await startCrmCompany();

type Actor = Awaited<ReturnType<typeof make.user>>;
type Made = { id: string; version: number };

const rep = await make.user();
const pump = await make.product({ name: "离心泵", listPrice: "1000", cost: "600" });
const valve = await make.product({ name: "闸阀", listPrice: "80", cost: "50" });

const act = (actor: Actor, quote: { id: string }, verb: string, input: object = {}) =>
  as(actor).post(`/api/v1/quotes/${quote.id}/${verb}`, input);

const patch = (actor: Actor, quote: Made, changes: object) =>
  as(actor).patch(`/api/v1/quotes/${quote.id}?lines=true`, changes, { "if-match": `"${quote.version}"` });

async function quoted(values: Record<string, unknown> = {}) {
  const accountId = values.accountId ?? (await make.account({ ownerId: rep.userId })).id;
  const lines = [{ productId: pump.id }, { productId: valve.id, quantity: 10 }];
  const made = await as(rep).post("/api/v1/quotes?lines=true", { accountId, lines, ...values });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

async function sent(values: Record<string, unknown> = {}) {
  const answer = await act(rep, await quoted(values), "markSent");
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
}

test("a quote is named after its account, holds for thirty days and adds up its lines", async () => {
  const account = await make.account({ ownerId: rep.userId, name: "华江科技有限公司" });

  const quote = await quoted({ accountId: account.id });

  assert.match(quote.number, /^BJ2026\d{4}$/);
  assert.deepEqual([quote.name, quote.status, quote.revision], ["华江科技有限公司", "draft", 1]);
  assert.deepEqual([quote.quotedOn, quote.validUntil, quote.validity], ["2026-03-02", "2026-04-01", null]);
  assert.deepEqual(
    quote.lines.map((line: any) => [line.name, line.price, line.amount.amount]),
    [
      ["离心泵", "1000", "1000.00"],
      ["闸阀", "80", "800.00"],
    ],
  );
  assert.equal(quote.amount.amount, "1800.00");
});

test("prices come from the book of the quote's own day; optional lines stay out of the total", async () => {
  const account = await make.account({ ownerId: rep.userId, level: "A" });
  const book = await add("priceBook", { name: "春季", level: "A", validFrom: "2026-02-01", validTo: "2026-02-28" });
  await add("priceBookEntry", { priceBookId: book.id, productId: pump.id, price: "900" });
  const lines = [{ productId: pump.id }, { productId: valve.id, isOptional: true }];

  const during = await quoted({ accountId: account.id, quotedOn: "2026-02-28", lines });
  const after = await quoted({ accountId: account.id, lines });

  assert.deepEqual([during.amount.amount, during.optionalTotal], ["900.00", "80.00"]);
  assert.equal(after.amount.amount, "1000.00");
});

test("prices with and without tax: each line is rounded by itself, and all follow when the quote changes its mind", async () => {
  const lines = [
    { productId: valve.id, price: "33.335" },
    { name: "上门安装", price: "500", taxRate: 6, discount: 10 },
  ];
  const quote = await quoted({ lines });
  assert.deepEqual([quote.amount.amount, Number(quote.netTotal), Number(quote.taxTotal)], ["483.34", 454.03, 29.31]);

  const net = await patch(rep, quote, { pricesIncludeTax: false });

  assert.equal(net.status, 200, net.text);
  assert.deepEqual(
    net.body.lines.map((line: any) => line.amount.amount),
    ["37.67", "477.00"],
  );
  assert.equal(net.body.amount.amount, "514.67");
});

test("the margin is for those who know the costs, and only when every line has one", async () => {
  const manager = await make.user("manager");
  const quote = await quoted({
    lines: [
      { productId: pump.id, taxRate: 0 },
      { productId: valve.id, isOptional: true },
    ],
  });

  const known = await as(manager).get(`/api/v1/quotes/${quote.id}?lines=true`);
  const refused = await patch(rep, quote, { lines: [{ productId: pump.id, cost: "1" }] });
  const uncosted = await patch(rep, quote, { lines: [{ id: quote.lines[0].id }, { name: "运费", price: "100" }] });

  assert.deepEqual([known.body.margin.amount, known.body.marginRate, known.body.lines[0].cost], ["400.00", 40, "600"]);
  for (const secret of ["margin", "marginRate", "costTotal", "uncostedCount"]) assert.equal(secret in quote, false, secret);
  assert.equal("cost" in quote.lines[0], false);
  assert.equal(refused.body.code, "forbidden.field", refused.text);
  assert.equal(uncosted.status, 200, uncosted.text);
  assert.equal((await stored("quote", quote.id)).margin, null);
});

test("nothing that is told besides the quote tells its margin", async () => {
  const quote = await quoted();
  const asked = { measures: { margin: { fn: "sum", field: "margin" } } };

  const history = await as(rep).get(`/api/v1/quotes/${quote.id}/history`);
  const sums = await as(rep).post("/api/v1/quotes/aggregate", asked);
  const sorted = await as(rep).get("/api/v1/quotes?sort=-marginRate");
  const lines = await as(rep).get("/api/v1/quote-lines?sort=cost");

  assert.doesNotMatch(history.text, /margin|cost/i);
  for (const refused of [sums, sorted, lines]) assert.equal(refused.body.code, "filter.unknown_field", refused.text);
});

test("a quote without lines or past its last day is not sent; a sent one is no longer edited", async () => {
  const empty = await quoted({ lines: [] });
  const old = await quoted({ quotedOn: "2026-01-01", validUntil: "2026-02-01" });
  const draft = await quoted();
  const quote = (await act(rep, draft, "markSent")).body;

  assert.equal((await act(rep, empty, "markSent")).body.code, "quote.lines_missing");
  assert.equal((await act(rep, old, "markSent")).body.code, "quote.expired");
  assert.equal(old.validity, "expired");
  assert.equal((await act(rep, quote, "markSent")).body.code, "quote.sent_already");
  const line = { quoteId: quote.id, productId: pump.id };
  for (const refusal of [
    await patch(rep, quote, { lines: [] }),
    await patch(rep, quote, { lines: draft.lines.toReversed().map(({ id }: Made) => ({ id })) }),
    await patch(rep, quote, { validUntil: "2027-01-01" }),
    await as(rep).post("/api/v1/quote-lines", line),
    await as(rep).delete(`/api/v1/quotes/${quote.id}`, { "if-match": `"${quote.version}"` }),
  ])
    assert.deepEqual([refusal.status, refusal.body.code], [409, "quote.sent_already"], refusal.text);
  assert.equal((await patch(rep, quote, { remark: "电话确认过" })).status, 200);
});

test("a new version copies the quote, and takes its place once it is sent", async () => {
  const first = await sent();

  const revised = await act(rep, first, "revise");
  assert.equal(revised.body.made.object, "quote", revised.text);
  const second = (await as(rep).get(`/api/v1/quotes/${revised.body.made.id}`)).body;
  const again = await act(rep, first, "revise");
  assert.deepEqual([second.revision, second.previous.id, second.status, second.amount.amount], [2, first.id, "draft", "1800.00"]);
  assert.equal(again.body.code, "quote.revised_already");
  assert.equal((await act(rep, second, "revise")).body.code, "quote.still_draft");
  assert.equal((await stored("quote", first.id)).status, "sent");

  await act(rep, second, "markSent");

  assert.equal((await stored("quote", first.id)).status, "superseded");
  assert.equal((await act(rep, first, "accept")).body.code, "quote.not_sent");
  assert.equal((await act(rep, first, "revise")).body.code, "quote.superseded_already");
  assert.deepEqual((await namesOfEvents(first.id)).slice(-3), ["quote.sent", "quote.revised", "quote.updated"]);
});

test("the quote of a deal carries its lines, and accepting it carries them back with the amount", async () => {
  const deal = await make.opportunity({ ownerId: rep.userId });
  await add("opportunityLine", { opportunityId: deal.id, productId: pump.id, price: "950" });
  await add("opportunityLine", { opportunityId: deal.id, productId: valve.id });
  const made = await as(rep).post(`/api/v1/opportunities/${deal.id}/makeQuote`, {});
  assert.equal(made.status, 200, made.text);
  const draft = (await as(rep).get(`/api/v1/quotes/${made.body.made.id}?lines=true`)).body;
  assert.deepEqual([draft.name, draft.opportunity.id, draft.amount.amount], ["测试商机", deal.id, "1030.00"]);
  const [first] = draft.lines;
  const lines = [
    { id: first.id, quantity: 2 },
    { name: "安装服务", price: "500" },
    { productId: valve.id, isOptional: true },
  ];
  const changed = (await patch(rep, draft, { lines })).body;
  await act(rep, changed, "markSent");

  const accepted = await act(rep, changed, "accept", { decidedOn: "2026-03-02", options: [changed.lines[2].id] });

  assert.equal(accepted.status, 200, accepted.text);
  assert.deepEqual(
    [accepted.body.status, accepted.body.decidedOn, accepted.body.amount.amount],
    ["accepted", "2026-03-02", "2480.00"],
  );
  const after = (await as(rep).get(`/api/v1/opportunities/${deal.id}?lines=true`)).body;
  assert.equal(after.amount.amount, "2480.00");
  assert.deepEqual(
    after.lines.map((line: any) => [line.name, line.quantity, line.price]),
    [
      ["离心泵", 2, "950"],
      ["安装服务", 1, "500"],
      ["闸阀", 1, "80"],
    ],
  );
  assert.equal(after.lines[0].id, first.opportunityLine.id, "a line that the deal had stays the same line");
  const agreed = (await as(rep).get(`/api/v1/quotes/${draft.id}?lines=true`)).body.lines;
  assert.deepEqual(
    agreed.map((line: any) => line.opportunityLine.id),
    after.lines.map((line: any) => line.id),
  );
});

test("a quote in another currency makes the deal one in that currency", async () => {
  const deal = await make.opportunity({ ownerId: rep.userId });
  await add("opportunityLine", { opportunityId: deal.id, productId: pump.id });
  const lines = [{ name: "Pump", price: "150" }];
  const quote = await sent({ accountId: deal.accountId, opportunityId: deal.id, currency: "USD", rate: "7", lines });

  const accepted = await act(rep, quote, "accept");

  assert.equal(accepted.status, 200, accepted.text);
  assert.deepEqual((await as(rep).get(`/api/v1/opportunities/${deal.id}`)).body.amount, {
    ...{ amount: "150.00", currency: "USD", base: "1050.00" },
  });
});

test("a deal is agreed on once; a version of what was agreed may replace it", async () => {
  const deal = await make.opportunity({ ownerId: rep.userId });
  const of = { accountId: deal.accountId, opportunityId: deal.id };
  const [one, other] = [await sent(of), await sent(of)];
  const answers = await Promise.all([act(rep, one, "accept"), act(rep, other, "accept")]);
  const agreed = [one, other][answers.findIndex(({ status }) => status === 200)]!;
  const version = (await act(rep, agreed, "revise")).body.made;
  await act(rep, version, "markSent");
  const replaced = await act(rep, version, "accept");

  assert.deepEqual(answers.map(({ status, body }) => body.code ?? status).sort(), [200, "quote.deal_has_accepted"]);
  assert.equal(replaced.body.status, "accepted", replaced.text);
});

test("a contract takes the accepted lines once, as many as are left, and gives them back when it is void", async () => {
  const quote = await sent();
  const early = await act(rep, quote, "makeContract");
  await act(rep, quote, "accept");

  const answers = await Promise.all([act(rep, quote, "makeContract"), act(rep, quote, "makeContract")]);

  assert.equal(early.body.code, "quote.not_accepted");
  assert.deepEqual(answers.map(({ status, body }) => body.code ?? status).sort(), [200, "quote.nothing_left"]);
  const { id } = answers.find(({ status }) => status === 200)!.body.made;
  const contract = (await as(rep).get(`/api/v1/contracts/${id}?lines=true`)).body;
  assert.deepEqual([contract.quote.id, contract.account.id, contract.amount.amount], [quote.id, quote.account.id, "1800.00"]);
  assert.equal((await act(rep, quote, "revise")).body.code, "quote.in_contract");
  const { can } = (await as(rep).get(`/api/v1/quotes/${quote.id}?can=true`)).body;
  assert.deepEqual([can.makeContract, can.makeOrder], ["quote.nothing_left", "quote.nothing_left"]);

  const [first, second] = contract.lines;
  const change = (lines: object[], version: number) =>
    as(rep).patch(`/api/v1/contracts/${id}`, { lines }, { "if-match": String(version) });
  const over = await change([{ id: first.id, quantity: 2 }, { id: second.id }], contract.version);
  const less = await change([{ id: first.id }, { id: second.id, quantity: 4 }], contract.version);
  assert.equal(over.body.code, "quoteLine.more_than_quoted", over.text);
  assert.equal(less.body.amount.amount, "1320.00", less.text);
  const further = (await act(rep, quote, "makeContract", { name: "补签" })).body.made;
  const rest = (await as(rep).get(`/api/v1/contracts/${further.id}?lines=true`)).body;
  assert.deepEqual([rest.name, rest.lines.map((line: any) => line.quantity)], ["补签", [6]]);

  const boss = await make.user("director");
  for (const one of [id, rest.id]) await as(boss).post(`/api/v1/contracts/${one}/void`, { reason: "录错" });
  assert.deepEqual(
    (await as(rep).get(`/api/v1/quotes/${quote.id}?lines=true`)).body.lines.map((line: any) => Number(line.contracted)),
    [0, 0],
  );
  assert.equal((await as(rep).get(`/api/v1/quotes/${quote.id}?can=true`)).body.can.makeContract, true);
});

test("orders and contracts together never take more than was quoted", async () => {
  const quote = await sent();
  const early = await act(rep, quote, "makeOrder");
  await act(rep, quote, "accept");
  const [pumps, valves] = (await as(rep).get(`/api/v1/quotes/${quote.id}?lines=true`)).body.lines;

  const some = await act(rep, quote, "makeOrder", { lines: [{ lineId: valves.id, quantity: 4 }], dueOn: "2026-04-01" });
  const over = await act(rep, quote, "makeOrder", { lines: [{ lineId: valves.id, quantity: 7 }] });
  const answers = await Promise.all([act(rep, quote, "makeContract"), act(rep, quote, "makeOrder")]);

  assert.equal(early.body.code, "quote.not_accepted");
  assert.equal(some.status, 200, some.text);
  const placed = (await as(rep).get(`/api/v1/orders/${some.body.made.id}?lines=true`)).body;
  assert.deepEqual([placed.quote.id, placed.dueOn, placed.amount.amount], [quote.id, "2026-04-01", "320.00"]);
  assert.equal(over.body.code, "quote.more_than_left", over.text);
  assert.deepEqual(answers.map(({ status, body }) => body.code ?? status).sort(), [200, "quote.nothing_left"]);

  const [line] = placed.lines;
  const more = await as(rep).patch(`/api/v1/order-lines/${line.id}`, { quantity: 5 }, { "if-match": String(line.version) });
  assert.equal(more.body.code, "quoteLine.more_than_quoted", more.text);
  const taken = await Promise.all([pumps, valves].map(({ id }) => stored("quoteLine", id)));
  assert.deepEqual(
    taken.map(({ contracted, ordered }) => Number(contracted) + Number(ordered)),
    [1, 10],
  );
});

test("an amendment may go beyond what was quoted", async () => {
  const quote = await sent();
  await act(rep, quote, "accept");
  const { id } = (await act(rep, quote, "makeContract")).body.made;
  await as(rep).post(`/api/v1/contracts/${id}/activate`, {});
  const [line] = (await as(rep).get(`/api/v1/contracts/${id}?lines=true`)).body.lines;

  const amended = await as(rep).post(`/api/v1/contracts/${id}/amend`, {
    reason: "客户追加一台",
    signedOn: "2026-03-02",
    lines: [{ id: line.id, quantity: 3 }],
  });

  assert.equal(amended.status, 200, amended.text);
  assert.equal(Number((await stored("quoteLine", line.quoteLine.id)).contracted), 1);
});

test("the contract of a won deal is that of the quote it was agreed on", async () => {
  const deal = await make.opportunity({ ownerId: rep.userId });
  const quote = await sent({ accountId: deal.accountId, opportunityId: deal.id, terms: "货到付款" });
  await act(rep, quote, "accept");
  await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, {});

  const drawn = await as(rep).post(`/api/v1/opportunities/${deal.id}/makeContract`, {});

  assert.equal(drawn.status, 200, drawn.text);
  const contract = await stored("contract", drawn.body.made.id);
  assert.deepEqual([contract.quoteId, contract.opportunityId, contract.terms], [quote.id, deal.id, "货到付款"]);
});

test("two answers to one quote: the first counts", async () => {
  const quote = await sent();

  const answers = await Promise.all([act(rep, quote, "accept"), act(rep, quote, "reject", { rejectReason: "price" })]);

  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
});

test("a rejected quote says why, and a wrong option or deal is refused", async () => {
  const quote = await sent();
  const stranger = await make.opportunity({ ownerId: rep.userId });

  const silent = await act(rep, quote, "reject");
  const wrong = await act(rep, quote, "accept", { options: [stranger.id] });
  const rejected = await act(rep, quote, "reject", { rejectReason: "terms", note: "要求账期90天" });
  const foreign = await as(rep).post("/api/v1/quotes", { accountId: quote.account.id, opportunityId: stranger.id });

  assert.equal(silent.body.errors[0].field, "rejectReason");
  assert.equal(wrong.body.errors[0].field, "options");
  assert.deepEqual(
    [rejected.body.status, rejected.body.rejectReason, rejected.body.decidedOn],
    ["rejected", "terms", "2026-03-02"],
  );
  assert.equal(foreign.body.code, "quote.other_account", foreign.text);
});

test("a customer answers a quote after it was made, and not on a day to come", async () => {
  const quote = await sent({ quotedOn: "2026-02-20" });
  const answer = async (verb: string, decidedOn: string) => {
    const { body } = await act(rep, quote, verb, { decidedOn, ...(verb === "reject" ? { rejectReason: "price" } : {}) });
    return [body.errors?.[0].code, body.errors?.[0].field];
  };

  assert.deepEqual(await answer("accept", "2026-02-19"), ["quote.decided_before_quoted", "decidedOn"]);
  assert.deepEqual(await answer("accept", "2026-03-03"), ["invalid.in_future", "decidedOn"]);
  assert.deepEqual(await answer("reject", "2026-02-19"), ["quote.decided_before_quoted", "decidedOn"]);
  assert.equal((await act(rep, quote, "accept", { decidedOn: "2026-02-20" })).body.decidedOn, "2026-02-20");
});

test("a manager hands a quote over; a closed deal is not quoted for", async () => {
  const manager = await make.user("manager");
  const colleague = await make.user();
  const quote = await quoted();
  const deal = await make.opportunity({ ownerId: rep.userId });
  await as(rep).post(`/api/v1/opportunities/${deal.id}/lose`, { lostReason: "price" });

  const same = await act(manager, quote, "transfer", { ownerId: rep.userId });
  const handed = await act(manager, quote, "transfer", { ownerId: colleague.userId });
  const late = await as(rep).post(`/api/v1/opportunities/${deal.id}/makeQuote`, {});

  assert.equal(same.body.code, "quote.same_owner");
  assert.equal(handed.status, 200, handed.text);
  assert.equal((await as(rep).get(`/api/v1/quotes/${quote.id}`)).status, 404);
  assert.equal(late.body.code, "opportunity.closed");
});

test("open quotes go with their deal to its new owner, answered ones stay", async () => {
  const manager = await make.user("manager");
  const colleague = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });
  const of = { accountId: deal.accountId, opportunityId: deal.id };
  const [open, answered, kept] = [await sent(of), await sent(of), await sent(of)];
  await act(rep, answered, "reject", { rejectReason: "price" });
  await as(manager).post(`/api/v1/quotes/${kept.id}/transfer`, { ownerId: manager.userId });

  await as(manager).post(`/api/v1/opportunities/${deal.id}/transfer`, { ownerId: colleague.userId });

  const owners = await Promise.all([open, answered, kept].map(async ({ id }) => (await stored("quote", id)).ownerId));
  assert.deepEqual(owners, [colleague.userId, rep.userId, manager.userId]);
  assert.equal((await act(colleague, open, "accept")).status, 200);
});

test("a deal that went to another is not agreed on past him", async () => {
  const deal = await make.opportunity({ ownerId: rep.userId });
  const quote = await sent({ accountId: deal.accountId, opportunityId: deal.id });
  const stranger = await make.user("sales", "north");
  await engineWrites((ctx) => ctx.ownership.transfer("opportunity", deal.id, { ownerId: stranger.userId, how: "transferred" }));

  assert.equal((await act(rep, quote, "accept")).body.code, "quote.deal_of_another");
});

test("another's quote does not exist for me, and who may only read it changes nothing", async () => {
  const outsider = await make.user();
  const finance = await make.user("finance");
  const quote = await quoted();
  const verbs = [
    ["markSent"],
    ["accept"],
    ["reject", { rejectReason: "price" }],
    ["revise"],
    ["makeContract"],
    ["makeOrder"],
  ] as const;

  for (const [verb, input] of [...verbs, ["transfer", { ownerId: outsider.userId }]] as const) {
    assert.equal((await act(outsider, quote, verb, input ?? {})).status, 404, verb);
    assert.equal((await act(finance, quote, verb, input ?? {})).status, 403, verb);
  }
  const deal = await make.opportunity();
  assert.equal((await as(outsider).post(`/api/v1/opportunities/${deal.id}/makeQuote`, {})).status, 404);
  assert.equal((await as(finance).post(`/api/v1/opportunities/${deal.id}/makeQuote`, {})).status, 403);
});

test("a quote ends soon in its last week, and is expired from the day after its last", async () => {
  const quote = await sent({ validUntil: "2026-03-04" });
  const validity = async () => {
    const answer = await as(rep).get(`/api/v1/quotes/${quote.id}`);
    assert.equal(answer.status, 200, answer.text);
    return answer.body.validity;
  };

  assert.equal(await validity(), "ending");
  later(3);
  assert.equal(await validity(), "expired");
  await act(rep, quote, "accept");
  assert.equal(await validity(), null, "what the customer has accepted no longer expires");
});
