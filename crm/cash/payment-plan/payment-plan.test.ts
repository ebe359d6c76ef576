import assert from "node:assert/strict";
import { test } from "node:test";
import { startLedger } from "#test/ledger.ts";

const { as, add, make, stored, finance, rep, account, act, done, inForce, received, plansOf, entriesOf, left, namesOfEvents } =
  await startLedger();

const draft = (amount: string, values: object = {}) =>
  make.contract({ ownerId: rep.userId, accountId: account.id, amount, ...values });
const amountsOf = async (contract: object) => (await plansOf(contract as { id: string })).map(({ amount }) => amount.amount);

test("equal parts are months apart, and the last takes what rounding leaves", async () => {
  const contract = await draft("1000");

  const planned = await done(rep, "contracts", contract, "plan", { parts: 3, firstDueOn: "2026-01-31", months: 1 });

  const plans = await plansOf(contract);
  assert.deepEqual(
    plans.map(({ name, purpose, amount, dueOn, status }) => [name, purpose, amount.amount, dueOn, status]),
    [
      [`${contract.number}-1`, "第1期", "333.33", "2026-01-31", "notInForce"],
      [`${contract.number}-2`, "第2期", "333.33", "2026-02-28", "notInForce"],
      [`${contract.number}-3`, "第3期", "333.34", "2026-03-31", "notInForce"],
    ],
  );
  assert.deepEqual([planned.planned.amount, planned.unplanned.amount], ["1000.00", "0.00"]);
  assert.equal((await namesOfEvents(contract.id)).at(-1), "contract.planned");
});

test("a contract is not laid out in more parts than it has cents, nor in parts of half a cent", async () => {
  const contract = await draft("1.00");

  const tooMany = await act(rep, "contracts", contract, "plan", { parts: 120 });
  const tooFine = await act(rep, "contracts", contract, "plan", { instalments: [{ amount: "0.5" }, { amount: "0.005" }] });

  assert.deepEqual(
    [tooMany.status, tooMany.body.code, tooMany.body.errors?.[0].field],
    [409, "contract.too_many_parts", "parts"],
  );
  assert.deepEqual([tooFine.body.errors?.[0].code, tooFine.body.errors?.[0].field], ["invalid.too_fine", "instalments.1.amount"]);
  assert.deepEqual(await plansOf(contract), []);
  await done(rep, "contracts", contract, "plan", { parts: 40 });
  const amounts = await amountsOf(contract);
  assert.deepEqual([...new Set(amounts.slice(0, -1)), amounts.at(-1)], ["0.02", "0.22"]);
});

test("percentages, amounts and milestones lay a contract out; what does not fit is refused", async () => {
  const contract = await draft("999.99");
  const plan = (instalments: object[]) => act(rep, "contracts", contract, "plan", { instalments });

  await plan([
    { purpose: "预付款", percent: 30, dueOn: "2026-03-10" },
    { purpose: "到货款", percent: 60, milestone: "到货验收", days: 30 },
    { purpose: "质保金", percent: 10, milestone: "质保期满" },
  ]);
  assert.deepEqual(await amountsOf(contract), ["300.00", "599.99", "100.00"]);
  await plan([{ amount: "400" }, { amount: "500" }]);
  assert.deepEqual(await amountsOf(contract), ["400.00", "500.00"]);
  assert.equal((await stored("contract", contract.id)).unplanned, "99.99");

  const tooMuch = await plan([{ amount: "999.99" }, { amount: "0.01" }]);
  const mixed = await plan([{ amount: "400" }, { percent: 50 }]);
  const both = await act(rep, "contracts", contract, "plan", { parts: 2, instalments: [{ amount: "1" }] });
  const one = await as(rep).post("/api/v1/payment-plans", { contractId: contract.id, amount: "100" });

  assert.deepEqual([tooMuch.body.code, tooMuch.body.params.left], ["paymentPlan.over_contract", "999.99"]);
  assert.equal(mixed.body.code, "contract.plan_unclear");
  assert.equal(both.body.code, "contract.plan_unclear");
  assert.deepEqual([one.status, one.body.code], [409, "paymentPlan.over_contract"]);
  assert.deepEqual(await amountsOf(contract), ["400.00", "500.00"]);
});

test("instalments come into force with their contract, change hands with it and end with it", async () => {
  const contract = await inForce("300", [100, 200]);
  assert.deepEqual(
    (await plansOf(contract)).map(({ status }) => status),
    ["overdue", "due"],
  );
  const manager = await make.user("manager");
  const heir = await make.user();

  await done(manager, "contracts", contract, "transfer", { ownerId: heir.userId });
  assert.deepEqual([...new Set((await plansOf(contract)).map(({ owner }) => owner.id))], [heir.userId]);
  await done(manager, "contracts", contract, "terminate", { reason: "客户停产" });

  assert.deepEqual(
    (await plansOf(contract)).map(({ status, outstanding }) => [status, outstanding.amount]),
    [
      ["void", "0.00"],
      ["void", "0.00"],
    ],
  );
});

test("an instalment is seen by whoever sees its contract, in whatever way", async () => {
  const contract = await inForce("1000", [600, 400]);
  const seenBy = async (person: typeof rep) =>
    (await as(person).post("/api/v1/payment-plans/query", { filter: { field: "contract", op: "eq", value: contract.id } })).body
      .items.length;
  const [head, colleague, elsewhere] = [await make.user("manager"), await make.user(), await make.user("sales", "north")];
  const permissions = { contract: { read: "departmentTree" }, paymentPlan: { read: "own" } };
  const reader = await add("role", { name: "合同查阅", code: "reader", permissions });
  const clerk = await make.user("sales", "east", { rolesIds: [reader.id] });

  assert.deepEqual([await seenBy(rep), await seenBy(head), await seenBy(clerk)], [2, 2, 2]);
  assert.deepEqual([await seenBy(colleague), await seenBy(elsewhere)], [0, 0]);
  const shared = await as(rep).put(`/api/v1/contracts/${contract.id}/shares/user/${elsewhere.userId}`, { level: "read" });
  assert.ok(shared.status < 300, shared.text);
  assert.deepEqual([await seenBy(colleague), await seenBy(elsewhere)], [0, 2]);
});

test("days run from the day a milestone is reached", async () => {
  const contract = await draft("100");
  await done(rep, "contracts", contract, "plan", { instalments: [{ amount: "100", milestone: "到货验收", days: 30 }] });
  await done(rep, "contracts", contract, "activate");
  const [plan] = await plansOf(contract);

  const reached = await done(rep, "payment-plans", plan!, "reachMilestone", { on: "2026-03-01" });

  assert.equal(reached.dueOn, "2026-03-31");
  assert.equal(
    (await act(rep, "payment-plans", plan!, "reachMilestone", { on: "2026-03-01" })).body.code,
    "paymentPlan.no_milestone",
  );
  assert.equal((await namesOfEvents(plan!.id)).at(-1), "paymentPlan.milestone_reached");
});

test("in force, when is agreed anew by hand, how much only by planning anew, which leaves what has been paid on", async () => {
  const contract = await inForce("1000", [300, 700]);
  const [first, second] = await plansOf(contract);
  const patch = (changes: object) =>
    as(rep).patch(`/api/v1/payment-plans/${second!.id}`, changes, { "if-match": String(second!.version) });
  const money = await received("100");
  await done(finance, "receipts", money, "allocate", { parts: [{ paymentPlanId: first!.id, amount: "100" }] });

  assert.equal((await patch({ amount: "600" })).body.code, "paymentPlan.in_force");
  assert.equal((await patch({ dueOn: "2026-05-01" })).status, 200);
  await done(rep, "contracts", contract, "plan", { parts: 2, firstDueOn: "2026-06-01" });

  assert.deepEqual(
    (await plansOf(contract)).map(({ sequence, amount }) => [sequence, amount.amount]),
    [
      [1, "300.00"],
      [2, "350.00"],
      [3, "350.00"],
    ],
  );
});

test("the rest of an instalment is given up for a reason, by who may", async () => {
  const contract = await inForce("300", [100, 200]);
  const [, plan] = await plansOf(contract);
  const manager = await make.user("manager");
  const outsider = await make.user("sales", "north");

  const byRep = await act(rep, "payment-plans", plan!, "void", { reason: "折让" });
  const unseen = await act(outsider, "payment-plans", plan!, "void", { reason: "折让" });
  const voided = await done(manager, "payment-plans", plan!, "void", { reason: "折让" });
  const again = await act(manager, "payment-plans", plan!, "void", { reason: "折让" });

  assert.deepEqual([byRep.status, unseen.status, again.body.code], [403, 404, "paymentPlan.closed"]);
  assert.deepEqual([voided.status, voided.outstanding.amount], ["void", "0.00"]);
  assert.equal((await stored("contract", contract.id)).planned, "100.00");
  assert.deepEqual(await left(contract), ["0.00", "300.00"]);
});

test("an instalment given up after part of it came counts as planned for that part, and the rest is planned anew", async () => {
  const contract = await inForce("1000", [1000]);
  const [plan] = await plansOf(contract);
  const money = await received("400");
  await done(finance, "receipts", money, "allocate", { parts: [{ paymentPlanId: plan!.id, amount: "400" }] });
  await done(finance, "payment-plans", plan!, "void", { reason: "改约" });
  const sums = async () => {
    const { planned, unplanned, unplannedOwed } = await stored("contract", contract.id);
    return [planned, unplanned, unplannedOwed];
  };

  assert.deepEqual(await sums(), ["400.00", "600.00", "600.00"]);
  const tooMuch = await as(rep).post("/api/v1/payment-plans", { contractId: contract.id, amount: "600.01" });
  assert.deepEqual([tooMuch.body.code, tooMuch.body.params?.left], ["paymentPlan.over_contract", "600.00"]);
  await done(rep, "contracts", contract, "plan", { parts: 2 });
  assert.deepEqual(await amountsOf(contract), ["1000.00", "300.00", "300.00"]);
  assert.deepEqual(await sums(), ["1000.00", "0.00", "0.00"]);

  await done(finance, "allocations", (await entriesOf(money))[0]!, "reverse", { reason: "分错合同" });
  assert.deepEqual(await sums(), ["600.00", "400.00", "400.00"]);
});

test("what is owed beside the instalments is less where money came for the contract as a whole", async () => {
  const contract = await inForce("1000", []);
  const money = await received("700");
  await done(finance, "receipts", money, "allocate", { parts: [{ contractId: contract.id, amount: "700" }] });

  const { unplanned, outstanding, unplannedOwed } = await stored("contract", contract.id);
  const asked = await as(finance).post("/api/v1/contracts/aggregate", {
    filter: { field: "id", op: "eq", value: contract.id },
    measures: { owed: { fn: "sum", field: "unplannedOwed" } },
  });

  assert.deepEqual([unplanned, outstanding, unplannedOwed], ["1000.00", "300.00", "300.00"]);
  assert.equal(asked.body.rows[0].measures.owed, "300.00", asked.text);
});

test("people who add instalments at once plan no more than the contract comes to", async () => {
  const contract = await draft("1000");
  const values = { contractId: contract.id, amount: "300" };

  const added = await Promise.all(Array.from({ length: 8 }, () => as(rep).post("/api/v1/payment-plans", values)));

  assert.equal(added.filter(({ status }) => status === 201).length, 3);
  const told = new Set(added.filter(({ status }) => status !== 201).map(({ body }) => body.code));
  for (const code of told) assert.match(code, /^(paymentPlan\.over_contract|contract\.over_planned)$/);
  assert.equal((await stored("contract", contract.id)).planned, "900.00");
});

test("an instalment is due, overdue by days and of an age, by the day alone", async () => {
  const contract = await inForce("100", [100]);
  const look = async (dueOn: string | null) => {
    const [plan] = await plansOf(contract);
    await as(rep).patch(`/api/v1/payment-plans/${plan!.id}`, { dueOn }, { "if-match": String(plan!.version) });
    const [{ status, aging, daysOverdue }] = (await plansOf(contract)) as [Record<string, unknown>];
    return [status, aging, daysOverdue];
  };
  const ask = async (field: string, value: unknown) => {
    const and = [
      { field: "contract", op: "eq", value: contract.id },
      { field, op: "eq", value },
    ];
    return (await as(rep).post("/api/v1/payment-plans/count", { filter: { and } })).body.count;
  };

  assert.deepEqual(await look("2026-03-01"), ["overdue", "d30", 1]);
  assert.deepEqual(await look("2026-03-02"), ["due", "notDue", null]);
  assert.deepEqual(await look(null), ["due", "notDue", null]);
  assert.deepEqual(await look("2025-03-02"), ["overdue", "over180", 365]);
  assert.deepEqual(await look("2026-01-02"), ["overdue", "d60", 59]);
  assert.deepEqual([await ask("aging", "d60"), await ask("status", "due"), await ask("daysOverdue", 59)], [1, 0, 1]);
});
