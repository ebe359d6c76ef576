import assert from "node:assert/strict";
import { test } from "node:test";
import { startLedger } from "#test/ledger.ts";

const { as, make, stored, finance, rep, account, done, plansOf } = await startLedger();

const remove = (path: string, record: Record<string, any>, actor = rep) =>
  as(actor).delete(`/api/v1/${path}/${record.id}`, { "if-match": String(record.version) });
const restore = (path: string, { id }: Record<string, any>, actor = rep) => as(actor).post(`/api/v1/${path}/${id}/restore`, {});

test("an instalment does not come back beside those that took its place", async () => {
  const contract = await make.contract({ ownerId: rep.userId, accountId: account.id, amount: "1000" });
  await done(rep, "contracts", contract, "plan", { instalments: [{ amount: "600" }, { amount: "400" }] });
  const [first] = await plansOf(contract);
  assert.equal((await remove("payment-plans", first!)).status, 204);
  await done(rep, "contracts", contract, "plan", { instalments: [{ amount: "1000" }] });

  const back = await restore("payment-plans", first!);

  assert.deepEqual([back.status, back.body.code], [409, "restore.conflict"], back.text);
  assert.equal((await stored("contract", contract.id)).planned, "1000.00");
});

test("an instalment that comes back is as its contract has become meanwhile", async () => {
  const heir = await make.user();
  const contract = await make.contract({ ownerId: rep.userId, accountId: account.id, amount: "1000" });
  await done(rep, "contracts", contract, "plan", { instalments: [{ amount: "600" }, { amount: "400" }] });
  const [first] = await plansOf(contract);
  assert.equal((await remove("payment-plans", first!)).status, 204);
  await done(rep, "contracts", contract, "activate");
  const boss = await make.user("director");
  await done(boss, "contracts", contract, "transfer", { ownerId: heir.userId });

  const back = await restore("payment-plans", first!, boss);

  assert.equal(back.status, 200, back.text);
  const plan = await stored("paymentPlan", first!.id);
  assert.deepEqual([plan.phase, plan.ownerId, plan.outstanding], ["open", heir.userId, "600.00"]);
});

test("of two who add an instalment at once, nobody plans more than was agreed", async () => {
  const contract = await make.contract({ ownerId: rep.userId, accountId: account.id, amount: "1000" });
  const add = () => as(rep).post("/api/v1/payment-plans", { contractId: contract.id, amount: "600", dueOn: "2026-04-01" });

  const answers = await Promise.all([add(), add(), add()]);

  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409], answers.map(({ text }) => text).join("\n"));
  assert.equal((await stored("contract", contract.id)).planned, "600.00");
});

test("money does not come back into books that have been closed since", async () => {
  const entered = await as(finance).post("/api/v1/receipts", { accountId: account.id, amount: "10", receivedOn: "2026-02-10" });
  assert.equal((await remove("receipts", entered.body, finance)).status, 204);
  const [profile] = (await as(finance).get("/api/v1/company-profiles")).body.items;
  await done(finance, "company-profiles", profile, "closeBooks", { through: "2026-02-28" });

  const back = await restore("receipts", entered.body, finance);

  assert.deepEqual([back.status, back.body.code], [409, "restore.conflict"], back.text);
});
