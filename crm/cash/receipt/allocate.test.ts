import assert from "node:assert/strict";
import { test } from "node:test";
import { statementsOf } from "#test/counting.ts";
import { startLedger } from "#test/ledger.ts";

const {
  as,
  make,
  stored,
  finance,
  rep,
  account,
  act,
  done,
  within,
  inForce,
  received,
  plansOf,
  entriesOf,
  left,
  namesOfEvents,
  eventsOf,
  engineWrites,
} = await startLedger();

const allocate = (money: object, parts: readonly object[]) => act(finance, "receipts", money, "allocate", { parts });

test("one transfer pays instalments of several contracts, and every sum follows", async () => {
  const [first, second] = [await inForce("1000", [600, 400]), await inForce("500", [500])];
  const [a, b] = await plansOf(first);
  const [c] = await plansOf(second);
  const money = await received("1200");

  const response = await allocate(money, [
    { paymentPlanId: a!.id, amount: "600" },
    { paymentPlanId: b!.id, amount: "100" },
    { paymentPlanId: c!.id, amount: "500" },
  ]);

  assert.equal(response.status, 200, response.text);
  assert.deepEqual([response.body.allocated.amount, response.body.unallocated.amount], ["1200.00", "0.00"]);
  assert.deepEqual(
    (await plansOf(first)).map((plan) => [plan.status, plan.received.amount, plan.outstanding.amount]),
    [
      ["received", "600.00", "0.00"],
      ["partial", "100.00", "300.00"],
    ],
  );
  assert.deepEqual(await left(first), ["700.00", "300.00"]);
  assert.deepEqual(await left(second), ["500.00", "0.00"]);
  const customer = await stored("account", account.id);
  assert.deepEqual([customer.outstanding, customer.received], ["300.00", "1200.00"]);
  assert.equal((await namesOfEvents(money.id)).at(-1), "receipt.allocated");
  const [entry] = await entriesOf(money);
  assert.deepEqual([entry!.contract.id, entry!.account.id, entry!.owner.id], [first.id, account.id, rep.userId]);
});

test("an entry stands: nobody changes or deletes it, not even the engine, and its event repeats nothing of it", async () => {
  const contract = await inForce("100", []);
  const money = await received("100");
  assert.equal((await allocate(money, [{ contractId: contract.id, amount: "100" }])).status, 200);
  const [entry] = await entriesOf(money);

  const refused = { code: "record.permanent", status: 409 };
  await assert.rejects(
    engineWrites((ctx) => ctx.records.update("allocation", entry!.id, { amount: "1" }, { as: "engine" })),
    refused,
  );
  await assert.rejects(
    engineWrites((ctx) => ctx.records.remove("allocation", entry!.id, { as: "engine" })),
    refused,
  );

  assert.equal((await stored("allocation", entry!.id)).amount, "100.00");
  const [created] = await eventsOf(entry!.id);
  assert.deepEqual([created!.name, created!.changes], ["allocation.created", {}]);
});

test("what is owed and what came count under the seller's department, whoever lays it out or enters it", async () => {
  const elsewhere = await make.user("sales", "north");
  const head = await make.user("manager", "north");
  const contract = await make.contract({ ownerId: elsewhere.userId, accountId: account.id, amount: "100" });
  await done(finance, "contracts", contract, "plan", { parts: 1, firstDueOn: "2026-03-01" });
  await done(finance, "contracts", contract, "activate");
  const [plan] = await plansOf(contract);
  const money = await received("100");
  await allocate(money, [{ paymentPlanId: plan!.id, amount: "100" }]);
  const [entry] = await entriesOf(money);

  const mine = { field: "ownerDepartment", op: "eq", value: { myDepartment: true } };
  const listed = async (path: string) =>
    (await as(head).post(`/api/v1/${path}/query`, { filter: mine })).body.items.map(({ id }: { id: string }) => id);
  assert.deepEqual([await listed("payment-plans"), await listed("allocations")], [[plan!.id], [entry!.id]]);

  const other = await make.user();
  await done(await make.user("director"), "contracts", contract, "transfer", { ownerId: other.userId });
  assert.deepEqual([await listed("payment-plans"), await listed("allocations")], [[], [entry!.id]]);
});

test("an entry is dated today or before, and a wrong day is told where it is typed", async () => {
  const contract = await inForce("100", []);
  const money = await received("100");
  const parts = [{ contractId: contract.id, amount: "100" }];

  const tomorrow = await act(finance, "receipts", money, "allocate", { parts, entryDate: "2999-01-01" });

  const told = tomorrow.body.errors?.[0];
  assert.deepEqual([tomorrow.status, told?.code, told?.field], [400, "invalid.in_future", "entryDate"], tomorrow.text);
  assert.equal(told.message, "Entry date cannot be later than today.");
  assert.deepEqual(await entriesOf(money), []);
});

test("in one currency an amount settles just itself, and what is told otherwise is refused at its field", async () => {
  const contract = await inForce("1000", [1000]);
  const [plan] = await plansOf(contract);
  const money = await received("10");

  const more = await allocate(money, [{ paymentPlanId: plan!.id, amount: "1", settled: "1000" }]);
  const less = await allocate(money, [{ contractId: contract.id, amount: "10", settled: "1" }]);
  const same = await allocate(money, [{ paymentPlanId: plan!.id, amount: "1", settled: "1.00" }]);

  for (const { status, body } of [more, less])
    assert.deepEqual([status, body.code, body.errors?.[0].field], [409, "allocation.settles_otherwise", "settled"]);
  assert.equal(same.status, 200, same.text);
  assert.deepEqual(await left(contract), ["1.00", "999.00"]);
});

test("money is given out from the day it came on, never before", async () => {
  const contract = await inForce("100", []);
  const money = await received("100", { receivedOn: "2026-02-20" });
  const parts = [{ contractId: contract.id, amount: "60" }];

  const early = await act(finance, "receipts", money, "allocate", { parts, entryDate: "2026-02-19" });
  const refund = await act(finance, "receipts", money, "refund", { amount: "1", reason: "退", entryDate: "2026-02-19" });
  const onTheDay = await act(finance, "receipts", money, "allocate", { parts, entryDate: "2026-02-20" });

  for (const { status, body } of [early, refund])
    assert.deepEqual([status, body.code, body.errors?.[0].field], [409, "allocation.before_money_came", "entryDate"]);
  assert.equal(onTheDay.status, 200, onTheDay.text);
});

test("amounts finer than their currency are refused where they are typed, and nothing is entered", async () => {
  const contract = await inForce("100", [100]);
  const [plan] = await plansOf(contract);
  const money = await received("100");
  const yen = await received("1000", { currency: "JPY", rate: "0.05" });
  const told = ({ status, body }: Awaited<ReturnType<typeof act>>) => [status, body.errors?.[0].code, body.errors?.[0].field];

  const refund = await act(finance, "receipts", money, "refund", { amount: "0.001", reason: "退" });
  const part = await allocate(money, [
    { prepayment: true, amount: "1" },
    { paymentPlanId: plan!.id, amount: "1.005" },
  ]);
  const halfYen = await allocate(yen, [{ prepayment: true, amount: "0.5" }]);
  const settled = await allocate(yen, [{ contractId: contract.id, amount: "1", settled: "0.001" }]);
  const allowed = await act(finance, "contracts", contract, "allowOver", { amount: "0.001", reason: "多付" });

  assert.deepEqual(told(refund), [400, "invalid.too_fine", "amount"]);
  assert.deepEqual(told(part), [400, "invalid.too_fine", "parts.1.amount"]);
  assert.equal(part.body.errors[0].message, "Amount has more decimals than its currency.");
  assert.deepEqual(told(halfYen), [400, "invalid.too_fine", "parts.0.amount"]);
  assert.deepEqual(told(settled), [400, "invalid.too_fine", "parts.0.settled"]);
  assert.deepEqual(told(allowed), [400, "invalid.too_fine", "amount"]);
  assert.deepEqual([await entriesOf(money), await entriesOf(yen)], [[], []]);
});

test("a receipt gives no more than came, an instalment takes no more than is owed", async () => {
  const contract = await inForce("1000", [600, 400]);
  const [plan] = await plansOf(contract);
  const money = await received("700");

  const tooMuch = await allocate(money, [
    { paymentPlanId: plan!.id, amount: "600" },
    { contractId: contract.id, amount: "100.01" },
  ]);
  const overPlan = await allocate(money, [{ paymentPlanId: plan!.id, amount: "600.01" }]);
  const unclear = await allocate(money, [{ paymentPlanId: plan!.id, contractId: contract.id, amount: "1" }]);
  const nothing = await allocate(money, [{ paymentPlanId: plan!.id, amount: "0" }]);

  assert.deepEqual([tooMuch.status, tooMuch.body.code, tooMuch.body.params.left], [409, "receipt.not_enough", "700.00"]);
  assert.deepEqual([overPlan.status, overPlan.body.code], [409, "paymentPlan.over_received"], overPlan.text);
  assert.equal(unclear.body.code, "receipt.part_unclear");
  assert.equal(nothing.body.code, "receipt.part_unclear");
  assert.deepEqual(await left(contract), ["0.00", "1000.00"]);
  assert.deepEqual(await entriesOf(money), []);
});

test("more than the contract comes to is received only once somebody with the right has allowed it", async () => {
  const director = await make.user("director");
  const contract = await inForce("1000", [1000]);
  const [plan] = await plansOf(contract);
  const money = await received("1100");
  const pay = () => allocate(money, [{ paymentPlanId: plan!.id, amount: "1100" }]);

  assert.equal((await act(rep, "contracts", contract, "allowOver", { amount: "100", reason: "多付" })).status, 403);
  assert.equal((await act(rep, "payment-plans", plan!, "allowOver", { amount: "100", reason: "多付" })).status, 403);
  await done(director, "payment-plans", plan!, "allowOver", { amount: "100", reason: "客户多付" });
  assert.equal((await pay()).body.code, "contract.over_received");
  await done(director, "contracts", contract, "allowOver", { amount: "100", reason: "客户多付" });
  const paid = await pay();

  assert.equal(paid.status, 200, paid.text);
  assert.deepEqual(await left(contract), ["1100.00", "-100.00"]);
  assert.ok((await namesOfEvents(contract.id)).includes("contract.over_allowed"));
});

test("a receipt in dollars settles a contract in yuan, and what the rates make of it is told apart", async () => {
  const yuan = await inForce("7000", [7000]);
  const dollars = await inForce("1000", [1000], { currency: "USD", rate: "7" });
  const [inYuan] = await plansOf(yuan);
  const [inDollars] = await plansOf(dollars);
  const money = await received("2000", { currency: "USD", rate: "7.1" });

  const response = await allocate(money, [
    { paymentPlanId: inYuan!.id, amount: "985.92", settled: "7000" },
    { paymentPlanId: inDollars!.id, amount: "1000" },
    { prepayment: true, amount: "14.08" },
  ]);

  assert.equal(response.status, 200, response.text);
  const entries = await entriesOf(money);
  assert.deepEqual(
    entries.map((entry) => [entry.amount.amount, entry.settled.amount, entry.settled.currency, entry.exchangeDifference.amount]),
    [
      ["985.92", "7000.00", "CNY", "0.03"],
      ["1000.00", "1000.00", "USD", "100.00"],
      ["14.08", "14.08", "USD", "0.00"],
    ],
  );
  assert.equal(response.body.exchangeDifference, "100.03");
  assert.deepEqual(await left(yuan), ["7000.00", "0.00"]);
  assert.deepEqual(await left(dollars), ["1000.00", "0.00"]);
  assert.equal((await plansOf(yuan))[0]!.status, "received");
});

test("without a stated amount the rates of both documents decide what is settled", async () => {
  const contract = await inForce("7100", [7100]);
  const [plan] = await plansOf(contract);
  const money = await received("1000", { currency: "USD", rate: "7.1" });

  await done(finance, "receipts", money, "allocate", { parts: [{ paymentPlanId: plan!.id, amount: "1000" }] });

  assert.deepEqual(await left(contract), ["7100.00", "0.00"]);
});

test("two hundred instalments take as many statements as two, said part by part or found", async () => {
  const statements = async (verb: "allocate" | "match", parts: number) => {
    const customer = { ownerId: rep.userId, accountId: (await make.account({ ownerId: rep.userId })).id };
    for (let i = 0; i < 2; i++) {
      const contract = await make.contract({ ...customer, amount: String(parts) });
      await done(rep, "contracts", contract, "plan", { parts });
      await done(rep, "contracts", contract, "activate");
    }
    const money = await received(String(2 * parts), { accountId: customer.accountId });
    return await within(finance, async (ctx) => {
      const plans = await ctx.records.find("paymentPlan", { filter: { field: "account", op: "eq", value: customer.accountId } });
      assert.equal(plans.length, 2 * parts);
      const input = verb === "match" ? {} : { parts: plans.map(({ id }) => ({ paymentPlanId: id, amount: "1" })) };
      return await statementsOf(ctx, async ({ records }) => {
        const paid = await records.perform("receipt", verb, money.id, input);
        assert.equal(paid.unallocated, "0.00");
      });
    });
  };
  for (const verb of ["allocate", "match"] as const) {
    await statements(verb, 1);
    const few = await statements(verb, 1);
    assert.equal(await statements(verb, 100), few);
    assert.ok(few <= 45, `${few} statements`);
  }
});

test("what came before there was a contract waits as a prepayment until one is signed", async () => {
  const money = await received("1000");
  await done(finance, "receipts", money, "allocate", { parts: [{ prepayment: true, amount: "800" }] });
  const before = await stored("account", account.id);
  const contract = await inForce("500", [500]);
  const [plan] = await plansOf(contract);

  const parts = [{ paymentPlanId: plan!.id, amount: "500" }];
  const applied = await done(finance, "receipts", money, "applyPrepayment", { parts });
  const tooMuch = await act(finance, "receipts", money, "applyPrepayment", {
    parts: [{ contractId: contract.id, amount: "301" }],
  });
  const again = await act(finance, "receipts", money, "applyPrepayment", { parts: [{ prepayment: true, amount: "1" }] });

  assert.deepEqual(
    [applied.prepaid.amount, applied.allocated.amount, applied.unallocated.amount],
    ["300.00", "500.00", "200.00"],
  );
  assert.equal(Number(before.prepaid) - Number((await stored("account", account.id)).prepaid), 500);
  assert.equal(tooMuch.body.code, "receipt.not_enough");
  assert.equal(again.body.code, "receipt.part_unclear");
  assert.equal((await namesOfEvents(money.id)).at(-1), "receipt.prepayment_applied");
  const [prepayment] = await entriesOf(money);
  const reversed = await act(finance, "allocations", prepayment!, "reverse", { reason: "记错" });
  assert.equal(reversed.body.code, "receipt.prepayment_used");
});

test("drafts and closed contracts take no money, and neither does a receipt that is not confirmed", async () => {
  const draft = await make.contract({ ownerId: rep.userId, accountId: account.id });
  const money = await received("100");
  const unconfirmed = (await as(finance).post("/api/v1/receipts", { accountId: account.id, amount: "100" })).body;
  const parts = [{ contractId: draft.id, amount: "100" }];

  assert.equal((await allocate(money, parts)).body.code, "contract.not_active");
  assert.equal((await allocate(unconfirmed, parts)).body.code, "receipt.not_confirmed");
});

test("a rep sees what came for his customers and allocates none of it; another's money does not exist for him", async () => {
  const outsider = await make.user("sales", "north");
  const money = await received("100");
  const parts = { parts: [{ prepayment: true, amount: "100" }] };

  for (const [verb, input] of [
    ["allocate", parts],
    ["applyPrepayment", parts],
    ["match", {}],
    ["refund", { amount: "1", reason: "退" }],
    ["void", { reason: "错" }],
    ["confirm", {}],
  ] as const) {
    assert.equal((await act(rep, "receipts", money, verb, input)).status, 403, verb);
    assert.equal((await act(outsider, "receipts", money, verb, input)).status, 404, verb);
  }
  await done(finance, "receipts", money, "allocate", parts);
  const [entry] = await entriesOf(money);
  assert.equal((await act(outsider, "allocations", entry!, "reverse", { reason: "错" })).status, 404);
  const changed = await as(finance).patch(`/api/v1/allocations/${entry!.id}`, { amount: "1" }, { "if-match": "1" });
  assert.equal(changed.status, 403, changed.text);
});
