import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, model, stored, eventsOf, namesOfEvents } = await startCrmCompany();

type Actor = Awaited<ReturnType<typeof make.user>>;

const act = (actor: Actor, contract: { id: string }, verb: string, input: object = {}) =>
  as(actor).post(`/api/v1/contracts/${contract.id}/${verb}`, input);

const patch = (actor: Actor, contract: { id: string; version: number }, changes: object) =>
  as(actor).patch(`/api/v1/contracts/${contract.id}`, changes, { "if-match": `"${contract.version}"` });

const addLine = (actor: Actor, contract: { id: string }, line: object) =>
  as(actor).post("/api/v1/contract-lines", { contractId: contract.id, ...line });

async function signed(values: Record<string, unknown> = {}) {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId, ...values });
  const response = await act(rep, draft, "activate", { signedOn: "2026-03-01" });
  assert.equal(response.status, 200, response.text);
  return { rep, contract: response.body };
}

test("a new contract is a draft with a number of its year, its buyer and no sums", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId, name: "华江科技有限公司" });

  const made = await as(rep).post("/api/v1/contracts", { name: "网络改造", accountId: account.id });

  assert.equal(made.status, 201, made.text);
  assert.match(made.body.number, /^HT2026\d{4}$/);
  assert.deepEqual([made.body.status, made.body.buyer, made.body.amount], ["draft", "华江科技有限公司", null]);
});

test("lines make the amount, with and without tax, each rounded by itself", async () => {
  const rep = await make.user();
  const contract = await make.contract({ ownerId: rep.userId, amount: "1" });
  const product = await make.product({ listPrice: "33.335", name: "AP6 无线接入点" });

  const line = await addLine(rep, contract, { productId: product.id });
  await addLine(rep, contract, { productId: product.id, quantity: 3, discount: 10 });

  assert.equal(line.status, 201, line.text);
  assert.deepEqual([line.body.name, line.body.amount.amount, line.body.net.amount], ["AP6 无线接入点", "33.34", "29.50"]);
  const after = await stored("contract", contract.id);
  assert.deepEqual([after.amount, Number(after.netTotal), Number(after.taxTotal)], ["123.34", 109.15, 14.19]);
});

test("signing puts the contract in force on the day it was signed", async () => {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId });

  const response = await act(rep, draft, "activate");

  assert.equal(response.status, 200, response.text);
  assert.deepEqual(
    [response.body.status, response.body.signedOn, response.body.startsOn, response.body.statusSince],
    ["active", "2026-03-02", "2026-03-02", "2026-03-02"],
  );
  assert.deepEqual((await eventsOf(draft.id)).at(-1)!.data, { signedOn: "2026-03-02", amount: "10000.00" });
});

test("nothing is owed on a contract before it is signed, neither on the whole nor on its instalments", async () => {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId, amount: "1000" });
  await act(rep, draft, "plan", { instalments: [{ percent: 40 }, { percent: 60 }] });
  const owed = async () => {
    const measures = { outstanding: { fn: "sum", field: "outstanding" } };
    const filter = { field: "account", op: "eq", value: draft.accountId };
    const sums = await Promise.all(
      ["contracts", "payment-plans"].map((path) => as(rep).post(`/api/v1/${path}/aggregate`, { measures, filter })),
    );
    return sums.map(({ body }) => Number(body.rows[0].measures.outstanding));
  };

  assert.deepEqual(await owed(), [0, 0]);
  assert.deepEqual((await stored("contract", draft.id)).unplanned, "0.00");

  const signed = await act(rep, draft, "activate");
  assert.equal(signed.body.outstanding.amount, "1000.00", signed.text);
  assert.deepEqual(await owed(), [1_000, 1_000]);
});

test("a record says which verbs wait only for a field to be filled in", async () => {
  const rep = await make.user();
  const empty = await make.contract({ ownerId: rep.userId, amount: null });
  const read = async (id: string) => (await as(rep).get(`/api/v1/contracts/${id}?can=true`)).body;

  const blocked = await read(empty.id);
  const whole = await read((await make.contract({ ownerId: rep.userId })).id);

  assert.deepEqual([blocked.can.activate, blocked.awaits], ["contract.amount_missing", { activate: "amount", plan: "amount" }]);
  assert.deepEqual([whole.can.activate, whole.can.complete, whole.awaits], [true, "contract.not_active", undefined]);
});

test("a contract is not signed without an amount, nor in the future; a framework needs no amount", async () => {
  const rep = await make.user();
  const empty = await make.contract({ ownerId: rep.userId, amount: null });
  const framework = await make.contract({ ownerId: rep.userId, amount: null, recordType: "framework" });

  assert.equal((await act(rep, empty, "activate")).body.code, "contract.amount_missing");
  assert.equal((await act(rep, framework, "activate", { signedOn: "2026-04-01" })).body.code, "contract.signed_in_future");
  assert.equal((await act(rep, framework, "activate")).status, 200);
  assert.equal((await act(rep, framework, "activate")).body.code, "contract.not_draft");
});

test("what was signed is no longer edited by hand, neither the contract nor its lines", async () => {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId });
  const line = (await addLine(rep, draft, { name: "安装服务", price: "500" })).body;
  const contract = (await act(rep, draft, "activate")).body;

  const refusals = [
    await patch(rep, contract, { name: "另一份合同" }),
    await patch(rep, contract, { endsOn: "2027-01-01" }),
    await as(rep).delete(`/api/v1/contracts/${contract.id}`, { "if-match": `"${contract.version}"` }),
    await addLine(rep, contract, { name: "多一项", price: "1" }),
    await as(rep).patch(`/api/v1/contract-lines/${line.id}`, { price: "1" }, { "if-match": `"${line.version}"` }),
    await as(rep).delete(`/api/v1/contract-lines/${line.id}`, { "if-match": `"${line.version}"` }),
  ];

  for (const { status, body, text } of refusals) assert.deepEqual([status, body.code], [409, "contract.in_force"], text);
  assert.equal((await patch(rep, contract, { remark: "原件在档案柜" })).status, 200);
  assert.equal((await stored("contract", contract.id)).amount, "500.00");
});

test("a suspended contract is resumed, and neither is done twice", async () => {
  const { rep, contract } = await signed();

  assert.equal((await act(rep, contract, "resume")).body.code, "contract.not_suspended");
  const suspended = await act(rep, contract, "suspend", { reason: "客户机房未就绪" });
  assert.deepEqual([suspended.body.status, suspended.body.statusReason], ["suspended", "客户机房未就绪"]);
  assert.equal((await act(rep, contract, "suspend", { reason: "再次" })).body.code, "contract.not_active");
  const resumed = await act(rep, contract, "resume");
  assert.deepEqual([resumed.body.status, resumed.body.statusReason], ["active", null]);
  assert.deepEqual((await namesOfEvents(contract.id)).slice(-2), ["contract.suspended", "contract.resumed"]);
});

test("a contract in force is terminated with a reason, and then stays as it is", async () => {
  const { rep, contract } = await signed();
  const manager = await make.user("manager");

  const silent = await act(manager, contract, "terminate");
  const ended = await act(manager, contract, "terminate", { reason: "客户取消项目" });

  assert.equal(silent.body.errors[0].field, "reason");
  assert.deepEqual([ended.body.status, ended.body.statusReason], ["terminated", "客户取消项目"]);
  assert.equal((await act(rep, contract, "complete")).body.code, "contract.not_active");
  assert.equal((await act(manager, contract, "void", { reason: "录错" })).body.code, "contract.closed");
});

test("a void contract's lines no longer take anything from a quote", async () => {
  const manager = await make.user("manager");
  const draft = await make.contract({ ownerId: manager.userId });
  const line = (await addLine(manager, draft, { name: "安装服务", price: "500" })).body;

  const response = await act(manager, draft, "void", { reason: "重复录入" });

  assert.equal(response.body.status, "void", response.text);
  assert.equal((await stored("contractLine", line.id)).counts, false);
  assert.equal((await namesOfEvents(draft.id)).at(-1), "contract.voided");
});

test("the currency stays while there are lines, which follow the tax; the deal is one of the customer", async () => {
  const rep = await make.user();
  const contract = await make.contract({ ownerId: rep.userId });
  const strange = await make.opportunity({ ownerId: rep.userId });

  assert.equal((await patch(rep, contract, { opportunityId: strange.id })).body.code, "contract.other_account");
  assert.equal(
    (await patch(rep, contract, { startsOn: "2026-05-01", endsOn: "2026-04-01" })).body.code,
    "contract.ends_before_start",
  );
  await addLine(rep, contract, { name: "安装服务", price: "500" });
  assert.equal((await patch(rep, contract, { currency: "USD", rate: "7" })).body.code, "contract.currency_of_lines");
  const taxed = await patch(rep, contract, { pricesIncludeTax: false });
  assert.equal(taxed.body.amount.amount, "565.00", taxed.text);
});

test("a manager hands a contract over inside the department; the rep loses sight of it", async () => {
  const manager = await make.user("manager");
  const to = await make.user();
  const { rep, contract } = await signed();

  assert.equal((await act(rep, contract, "transfer", { ownerId: to.userId })).status, 403);
  assert.equal((await act(manager, contract, "transfer", { ownerId: rep.userId })).body.code, "contract.same_owner");
  assert.equal((await act(manager, contract, "transfer", { ownerId: to.userId })).status, 200);
  assert.equal((await as(rep).get(`/api/v1/contracts/${contract.id}`)).status, 404);
  assert.equal((await as(to).get(`/api/v1/contracts/${contract.id}`)).status, 200);
});

test("a rep sees his own contracts, a manager those of the department, finance all; others find nothing", async () => {
  const { contract } = await signed();
  const line = await make.user("manager", "north");
  const [manager, finance, stranger] = [await make.user("manager"), await make.user("finance"), await make.user()];

  const status = async (actor: Actor) => (await as(actor).get(`/api/v1/contracts/${contract.id}`)).status;

  assert.deepEqual(
    [await status(manager), await status(finance), await status(stranger), await status(line)],
    [200, 200, 404, 404],
  );
});

test("another's contract does not exist for me, and who may only read it changes nothing", async () => {
  const { contract } = await signed();
  const [outsider, auditor] = [await make.user(), await make.user("auditor")];

  for (const [verb, input] of [
    ["activate"],
    ["suspend", { reason: "x" }],
    ["resume"],
    ["complete"],
    ["terminate", { reason: "x" }],
    ["void", { reason: "x" }],
    ["renew"],
    ["transfer", { ownerId: outsider.userId }],
  ] as const) {
    assert.equal((await act(outsider, contract, verb, input ?? {})).status, 404, verb);
    assert.equal((await act(auditor, contract, verb, input ?? {})).status, 403, verb);
  }
});

test("a contract is written with its lines in one request and names whoever we are on paper", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  const director = await make.user("director");
  const [profile] = (await as(director).get("/api/v1/company-profiles")).body.items;

  const made = await as(rep).post("/api/v1/contracts", {
    name: "网络改造",
    accountId: account.id,
    lines: [
      { name: "安装服务", price: "500" },
      { name: "培训", quantity: 2, price: "300" },
    ],
  });

  assert.equal(made.status, 201, made.text);
  assert.equal(made.body.amount.amount, "1100.00");
  assert.ok(made.body.seller.length > 0 && (profile?.legalName ?? made.body.seller) === made.body.seller, made.body.seller);
});

test("a won deal becomes a draft contract with its customer, people and lines, once", async () => {
  const rep = await make.user();
  const product = await make.product({ name: "AP6 无线接入点" });
  const deal = await make.opportunity({ ownerId: rep.userId, name: "园区无线覆盖" });
  await as(rep).post("/api/v1/opportunity-lines", { opportunityId: deal.id, productId: product.id, quantity: 3, price: "90" });
  const ask = (actor: Actor) => as(actor).post(`/api/v1/opportunities/${deal.id}/makeContract`, {});

  assert.equal((await ask(rep)).body.code, "opportunity.not_won");
  await as(rep).post(`/api/v1/opportunities/${deal.id}/win`, {});
  const answers = await Promise.all([ask(rep), ask(rep)]);

  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409]);
  assert.equal(answers.find(({ status }) => status === 409)!.body.code, "opportunity.has_contract");
  const { made } = answers.find(({ status }) => status === 200)!.body;
  const { body } = await as(rep).get(`/api/v1/${made.object}s/${made.id}?lines=true`);
  assert.deepEqual(
    [body.name, body.status, body.account.id, body.opportunity.id],
    ["园区无线覆盖", "draft", deal.accountId, deal.id],
  );
  assert.equal(body.amount.amount, "270.00");
  assert.deepEqual(
    body.lines.map((line: Record<string, any>) => [line.name, line.quantity]),
    [["AP6 无线接入点", 3]],
  );
  assert.equal((await ask(await make.user())).status, 404);
});

test("a contract is renewed on the same terms from the day after it ends, once", async () => {
  const rep = await make.user();
  const draft = await make.contract({ ownerId: rep.userId, recordType: "service", startsOn: "2025-03-01", endsOn: "2026-02-28" });
  await addLine(rep, draft, { name: "年度维保", price: "12000" });

  assert.equal((await act(rep, draft, "renew")).body.code, "contract.not_signed");
  const contract = (await act(rep, draft, "activate", { signedOn: "2025-02-20" })).body;
  assert.equal(contract.term, "expired");
  const { made } = (await act(rep, contract, "renew")).body;

  const renewal = await stored("contract", made.id);
  assert.deepEqual(
    [renewal.status, renewal.startsOn, renewal.endsOn, renewal.amount, renewal.renewalOfId],
    ["draft", "2026-03-01", "2027-02-28", "12000.00", contract.id],
  );
  assert.equal((await act(rep, contract, "renew")).body.code, "contract.renewed_already");
});

test("what ends within sixty days and is to be renewed is listed as expiring", async () => {
  const rep = await make.user();
  const sign = async (values: object) => {
    const draft = await make.contract({ ownerId: rep.userId, ...values });
    return (await act(rep, draft, "activate")).body;
  };
  const soon = await sign({ endsOn: "2026-04-15" });
  await sign({ endsOn: "2026-04-15", renewal: "none" });
  await sign({ endsOn: "2026-09-15" });
  const view = model.objects.get("contract")!.views!.expiring!;

  const found = await as(rep).post("/api/v1/contracts/query", { filter: view.filter, sort: view.sort, limit: 5 });

  assert.deepEqual(
    found.body.items.map(({ id, term }: Record<string, string>) => [id, term]),
    [[soon.id, "expiring"]],
    found.text,
  );
});
