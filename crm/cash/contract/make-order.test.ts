import assert from "node:assert/strict";
import test from "node:test";
import { linesOf } from "#crm/sales/document-line.ts";
import { startCrmCompany } from "#test/crm-company.ts";
import { contractLine } from "../contract-line/contract-line.object.ts";

const { as, make, stored, engineWrites } = await startCrmCompany();
const rep = await make.user();

type Values = Record<string, unknown>;

/** A contract in force over ten switches and one service. */
async function signed(values: Values = {}) {
  const paper = await make.contract({
    ...{ ownerId: rep.userId, amount: null, ...values },
    lines: [
      { name: "交换机", quantity: 10, price: "12.345" },
      { name: "实施", quantity: 1, price: "500" },
    ],
  });
  const response = await as(rep).post(`/api/v1/contracts/${paper.id}/activate`, {});
  assert.equal(response.status, 200, response.text);
  return response.body;
}

const makeOrder = (paper: { id: string }, input: object = {}, actor = rep) =>
  as(actor).post(`/api/v1/contracts/${paper.id}/makeOrder`, input);

const order = async (id: string) => (await as(rep).get(`/api/v1/orders/${id}?lines=true`)).body;
const linesOfContract = (id: string) => engineWrites(({ records }) => linesOf(records, contractLine, "contract", id));

test("an order takes the rest of its contract, with its customer, prices and people", async () => {
  const paper = await signed();
  const [switches] = await linesOfContract(paper.id);

  const first = await makeOrder(paper, { lines: [{ lineId: switches!.id, quantity: 4 }], dueOn: "2026-04-01" });
  assert.equal(first.status, 200, first.text);
  const placed = await order(first.body.made.id);
  assert.deepEqual(
    [placed.account.id, placed.contract.id, placed.owner.id, placed.dueOn, placed.amount.amount],
    [paper.account.id, paper.id, rep.userId, "2026-04-01", "49.38"],
  );

  const rest = await order((await makeOrder(paper)).body.made.id);
  assert.deepEqual(
    rest.lines.map(({ name, quantity }: Values) => [name, quantity]),
    [
      ["交换机", 6],
      ["实施", 1],
    ],
  );
  assert.equal((await makeOrder(paper)).body.code, "contract.all_ordered");
});

test("no more is ordered than the contract says, by a verb or by hand", async () => {
  const paper = await signed();
  const [switches] = await linesOfContract(paper.id);
  const line = { name: "交换机", price: "12.345", contractLineId: switches!.id };

  const over = await makeOrder(paper, { lines: [{ lineId: switches!.id, quantity: 11 }] });
  assert.deepEqual([over.body.code, over.body.errors[0].field], ["contract.more_than_left", "lines.0.quantity"]);
  const byHand = { accountId: paper.account.id, contractId: paper.id, lines: [{ ...line, quantity: 11 }] };
  assert.equal((await as(rep).post("/api/v1/orders", byHand)).body.code, "contractLine.over_ordered");

  const other = await signed({ accountId: paper.account.id });
  const strange = { ...byHand, contractId: other.id, lines: [line] };
  assert.equal((await as(rep).post("/api/v1/orders", strange)).body.code, "orderLine.other_contract");
});

test("ten clients who order the same contract order it once", async () => {
  const paper = await signed();

  const answers = await Promise.all(Array.from({ length: 10 }, () => makeOrder(paper)));

  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.deepEqual(
    (await linesOfContract(paper.id)).map(({ ordered }) => ordered),
    ["10", "1"],
  );
});

test("a cancelled or deleted order gives its quantities back to the contract", async () => {
  const paper = await signed();
  const first = await order((await makeOrder(paper)).body.made.id);
  await as(rep).delete(`/api/v1/orders/${first.id}`, { "if-match": String(first.version) });

  const second = await order((await makeOrder(paper)).body.made.id);
  await as(rep).post(`/api/v1/orders/${second.id}/confirm`, {});
  await as(rep).post(`/api/v1/orders/${second.id}/deliver`, { lines: [{ lineId: second.lines[0].id, quantity: 3 }] });
  await as(rep).post(`/api/v1/orders/${second.id}/cancel`, { reason: "客户改期" });

  assert.deepEqual(
    (await linesOfContract(paper.id)).map(({ ordered }) => ordered),
    ["3", "0"],
  );
  assert.equal((await makeOrder(paper)).status, 200);
});

test("a contract knows what has been delivered of it, less what came back", async () => {
  const paper = await signed();
  const placed = await order((await makeOrder(paper)).body.made.id);
  const act = (verb: string, input: object = {}) => as(rep).post(`/api/v1/orders/${placed.id}/${verb}`, input);
  await act("confirm");

  await act("deliver", { lines: [{ lineId: placed.lines[0].id, quantity: 7 }] });
  assert.equal((await stored("contract", paper.id)).delivered, "86.42");
  await act("deliver");
  assert.equal((await stored("contract", paper.id)).delivered, "623.45");
  await act("takeBack", { reason: "quality", lines: [{ lineId: placed.lines[0].id, quantity: 2 }] });
  assert.equal((await stored("contract", paper.id)).delivered, "598.76");
});

test("a framework is ordered from again and again", async () => {
  const paper = await signed({ recordType: "framework" });

  assert.equal((await makeOrder(paper)).status, 200);
  assert.equal((await makeOrder(paper)).status, 200);
  assert.equal((await stored("contract", paper.id)).orderCount, 2);
});

test("nothing is ordered from a contract that is not in force, of another customer or in another currency", async () => {
  const unsigned = await make.contract({ ownerId: rep.userId });
  assert.equal((await makeOrder(unsigned)).body.code, "contract.not_active");
  const paper = await signed();
  const byHand = (values: Values) =>
    as(rep).post("/api/v1/orders", { accountId: paper.account.id, contractId: paper.id, ...values });

  assert.equal((await byHand({ contractId: unsigned.id, accountId: unsigned.accountId })).body.code, "order.contract_not_active");
  assert.equal((await byHand({ currency: "USD", rate: "7" })).body.code, "order.other_currency");
  const stranger = await make.account({ ownerId: rep.userId });
  assert.equal((await byHand({ accountId: stranger.id })).body.code, "order.other_account");
});

test("a contract with orders is not made void, and strangers order nothing", async () => {
  const paper = await signed();
  const manager = await make.user("manager");
  await makeOrder(paper);

  const response = await as(manager).post(`/api/v1/contracts/${paper.id}/void`, { reason: "重签" });
  assert.equal(response.body.code, "contract.has_orders");
  assert.equal((await makeOrder(paper, {}, await make.user("sales", "north"))).status, 404);
  assert.equal((await makeOrder(paper, {}, await make.user("marketing"))).status, 403);
});
