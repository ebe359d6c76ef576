import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { examine } from "#engine/doctor/examine.ts";
import { startLedger } from "#test/ledger.ts";

const { act, done, database, table, engineWrites, finance, inForce, received, plansOf, left, entriesOf, stored } =
  await startLedger();

test("of fifty people who give out one receipt at once, exactly what came is given, and the others are told", async () => {
  const contract = await inForce("5000", [5000]);
  const [plan] = await plansOf(contract);
  const money = await received("1000");
  const parts = [{ paymentPlanId: plan!.id, amount: "60" }];

  const answers = await Promise.all(Array.from({ length: 50 }, () => act(finance, "receipts", money, "allocate", { parts })));

  const won = answers.filter(({ status }) => status === 200);
  const told = new Set(answers.filter(({ status }) => status !== 200).map(({ status, body }) => `${status} ${body.code}`));
  assert.equal(won.length, 16, answers.map(({ status }) => status).join(" "));
  assert.deepEqual([...told], ["409 receipt.not_enough"]);
  assert.deepEqual(await left(contract), ["960.00", "4040.00"]);
  assert.equal((await stored("receipt", money.id)).unallocated, "40.00");
  assert.equal((await entriesOf(money)).length, 16);
});

test("of fifty receipts that pay one instalment at once, it takes what is owed and no more", async () => {
  const contract = await inForce("1000", [1000]);
  const [plan] = await plansOf(contract);
  const receipts = [];
  for (let i = 0; i < 50; i++) receipts.push(await received("30"));
  const parts = [{ paymentPlanId: plan!.id, amount: "30" }];

  const answers = await Promise.all(receipts.map((money) => act(finance, "receipts", money, "allocate", { parts })));

  assert.equal(answers.filter(({ status }) => status === 200).length, 33);
  const told = new Set(answers.filter(({ status }) => status !== 200).map(({ status, body }) => `${status} ${body.code}`));
  // The contract comes to as much as the instalment, which is nearer.
  assert.deepEqual([...told], ["409 paymentPlan.over_received"]);
  assert.deepEqual(await left(contract), ["990.00", "10.00"]);
});

test("the doctor proves every sum of the ledger, and finds one that was bent from outside", async () => {
  const contract = await inForce("1000", [600, 400]);
  const money = await received("1000");
  await done(finance, "receipts", money, "match", { contractId: contract.id });
  assert.deepEqual(await engineWrites(examine), []);

  await database.execute(sql`update ${table("contract")} set received = 900, received_sum = 900 where id = ${contract.id}::uuid`);
  await database.execute(sql`update ${table("receipt")} set unallocated = 5 where id = ${money.id}::uuid`);

  const found = (await engineWrites(examine)).map(({ what, where, count }) => [what, where, count]);
  assert.deepEqual(found, [
    ["rollup", "contract.receivedSum", 1],
    ["amount", "contract.receivedBase", 1],
    ["amount", "contract.outstanding", 1],
    ["amount", "contract.outstandingBase", 1],
    ["amount", "receipt.unallocated", 1],
  ]);
});
