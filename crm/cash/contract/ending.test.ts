import assert from "node:assert/strict";
import { test } from "node:test";
import { startLedger } from "#test/ledger.ts";

const { make, stored, finance, account, act, done, inForce, received, plansOf, entriesOf } = await startLedger();

const manager = await make.user("manager");

/** A contract over 1000 in two instalments, with so much of it paid. */
async function paid(amount: string) {
  const contract = await inForce("1000", [600, 400]);
  if (Number(amount) > 0) {
    const [first] = await plansOf(contract);
    const money = await received(amount);
    const parts = [{ ...(amount === "1000" ? { contractId: contract.id } : { paymentPlanId: first!.id }), amount }];
    await done(finance, "receipts", money, "allocate", { parts });
    return { contract, money };
  }
  return { contract, money: null };
}

test("a contract is complete once all of it has been paid", async () => {
  const { contract: open } = await paid("600");
  const { contract: settled } = await paid("1000");

  assert.equal((await act(finance, "contracts", open, "complete")).body.code, "contract.money_outstanding");
  assert.equal((await done(finance, "contracts", settled, "complete")).status, "completed");
});

test("a contract that money came in for is void only after the money has gone back", async () => {
  const { contract, money } = await paid("600");
  const reason = { reason: "录错客户" };

  assert.equal((await act(manager, "contracts", contract, "void", reason)).body.code, "contract.has_receipts");
  const [entry] = await entriesOf(money!);
  await done(finance, "allocations", entry!, "reverse", reason);
  assert.equal((await done(manager, "contracts", contract, "void", reason)).status, "void");
  assert.deepEqual(
    (await plansOf(contract)).map(({ status }) => status),
    ["void", "void"],
  );
});

test("of a terminated contract nothing more is owed, and what was paid stands", async () => {
  const before = (await stored("account", account.id)).outstanding;
  const { contract } = await paid("600");

  const ended = await done(manager, "contracts", contract, "terminate", { reason: "客户取消二期" });

  assert.deepEqual([ended.received.amount, ended.outstanding.amount], ["600.00", "0.00"]);
  assert.deepEqual(
    (await plansOf(contract)).map(({ status, outstanding }) => [status, outstanding.amount]),
    [
      ["received", "0.00"],
      ["void", "0.00"],
    ],
  );
  assert.equal((await stored("account", account.id)).outstanding, before);
});

test("a contract is not amended below what has been received", async () => {
  const { contract } = await paid("600");
  const change = { signedOn: "2026-03-02", reason: "减少点位" };

  const refused = await act(finance, "contracts", contract, "amend", { ...change, amount: "599.99" });
  const amended = await act(finance, "contracts", contract, "amend", { ...change, amount: "600" });

  assert.deepEqual([refused.status, refused.body.code], [409, "contract.over_received"], refused.text);
  assert.deepEqual([amended.body.amount.amount, amended.body.outstanding.amount], ["600.00", "0.00"], amended.text);
});
