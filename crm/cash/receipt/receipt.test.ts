import assert from "node:assert/strict";
import { test } from "node:test";
import { startLedger } from "#test/ledger.ts";

const { as, make, stored, finance, rep, account, act, done, inForce, received, plansOf, entriesOf, left, namesOfEvents } =
  await startLedger();

const enter = async (values: object, who = finance) => await as(who).post("/api/v1/receipts", { amount: "100", ...values });

test("money of an unknown payer waits for whoever knows it, and finance confirms it", async () => {
  const stranger = await make.user("sales", "north");
  const { body: money } = await enter({ payer: "江南集团结算中心" });
  assert.deepEqual([money.status, money.account], ["unclaimed", null]);
  assert.equal((await as(stranger).get(`/api/v1/receipts/${money.id}`)).status, 200);

  const early = await act(finance, "receipts", money, "confirm");
  const notHis = await act(stranger, "receipts", money, "claim", { accountId: account.id });
  const claimed = await done(rep, "receipts", money, "claim", { accountId: account.id });
  const released = await act(rep, "receipts", money, "release", { reason: "认错了" });
  const confirmed = await done(finance, "receipts", money, "confirm");

  assert.equal(early.body.code, "receipt.unclaimed");
  assert.equal(notHis.status, 404);
  assert.deepEqual([claimed.status, claimed.account.id], ["claimed", account.id]);
  assert.equal(released.status, 403);
  assert.deepEqual([confirmed.status, confirmed.confirmedOn], ["confirmed", "2026-03-02"]);
  assert.equal((await as(stranger).get(`/api/v1/receipts/${money.id}`)).status, 404);
  assert.equal((await act(rep, "receipts", money, "claim", { accountId: account.id })).body.code, "receipt.confirmed");
  assert.deepEqual(await namesOfEvents(money.id), ["receipt.created", "receipt.claimed", "receipt.confirmed"]);
});

test("a claim can be given back before it is confirmed", async () => {
  const { body: money } = await enter({ accountId: account.id });

  const released = await done(finance, "receipts", money, "release", { reason: "不是这家的" });

  assert.deepEqual([released.status, released.account], ["unclaimed", null]);
  assert.equal((await act(finance, "receipts", money, "release", { reason: "再退" })).body.code, "receipt.not_claimed");
});

test("a payer who bears a customer's name is that customer, and two of one name are nobody", async () => {
  const named = await make.account({ name: "苏州明远机电有限公司", ownerId: rep.userId });
  await make.account({ name: "同名公司" });
  await make.account({ name: "同名公司" });

  assert.equal((await enter({ payer: "苏州明远机电有限公司" })).body.account.id, named.id);
  assert.equal((await enter({ payer: "同名公司" })).body.account, null);
  assert.equal((await enter({ accountId: account.id })).body.payer, account.name);
});

test("one line of a bank statement is one receipt, until it is void", async () => {
  const line = { bankAccount: "1219 0888", bankReference: "2026030100017", accountId: account.id };
  const { body: first } = await enter(line);

  const again = await enter({ ...line, bankReference: " 2026030100017" });
  const elsewhere = await enter({ ...line, bankAccount: "6222 1234" });
  await done(finance, "receipts", first, "void", { reason: "重复登记" });
  const anew = await enter(line);

  assert.deepEqual([again.status, again.body.code, again.body.errors[0].field], [409, "not_unique", "bankReference"], again.text);
  assert.equal(elsewhere.status, 201);
  assert.equal(anew.status, 201, anew.text);
});

test("a receipt is of something, and of no day to come; a confirmed one stands", async () => {
  assert.equal((await enter({ amount: "0" })).body.code, "receipt.amount_missing");
  assert.equal((await enter({ receivedOn: "2026-03-03" })).body.errors[0].code, "invalid.in_future");
  const money = await received("100");
  const change = await as(finance).patch(`/api/v1/receipts/${money.id}`, { amount: "90" }, { "if-match": String(money.version) });
  assert.equal(change.body.code, "receipt.confirmed");
});

test("money finds the oldest debt first, and the rest is a prepayment only if asked", async () => {
  const customer = await make.account({ ownerId: rep.userId });
  const late = await inForce("500", [500], { accountId: customer.id });
  const early = await inForce("900", [300, 600], { accountId: customer.id });
  await as(rep).patch(`/api/v1/payment-plans/${(await plansOf(late))[0]!.id}`, { dueOn: "2026-03-15" }, { "if-match": "2" });
  const money = await received("900", { accountId: customer.id });

  const matched = await done(finance, "receipts", money, "match");

  assert.equal(matched.unallocated.amount, "0.00");
  assert.deepEqual(await left(early), ["400.00", "500.00"]);
  assert.deepEqual(await left(late), ["500.00", "0.00"]);
  assert.equal((await act(finance, "receipts", money, "match")).body.code, "receipt.nothing_left");
  const more = await received("700", { accountId: customer.id });
  const rest = await done(finance, "receipts", more, "match", { contractId: early.id, restToPrepayment: true });
  assert.deepEqual([rest.allocated.amount, rest.prepaid.amount], ["500.00", "200.00"]);
  assert.equal((await stored("account", customer.id)).prepaid, "200.00");
});

test("finance confirms and allocates in one go", async () => {
  const customer = await make.account({ ownerId: rep.userId });
  const contract = await inForce("500", [200, 300], { accountId: customer.id });
  const { body: money } = await enter({ accountId: customer.id, amount: "250" });

  const confirmed = await done(finance, "receipts", money, "confirm", { match: true });

  assert.deepEqual([confirmed.status, confirmed.allocated.amount], ["confirmed", "250.00"]);
  assert.deepEqual(await left(contract), ["250.00", "250.00"]);
});

test("what is left is told with its separators", async () => {
  const money = await received("1234567.5");
  const tooMuch = await act(finance, "receipts", money, "refund", { amount: "2000000", reason: "多付" });
  assert.match(tooMuch.body.errors[0].message, /1,234,567\.50/);
});

test("what is for nothing is paid back; a receipt paid back whole is refunded", async () => {
  const money = await received("100");
  await done(finance, "receipts", money, "allocate", { parts: [{ prepayment: true, amount: "30" }] });

  const tooMuch = await act(finance, "receipts", money, "refund", { amount: "70.01", reason: "多付" });
  const part = await done(finance, "receipts", money, "refund", { amount: "70", reason: "多付" });
  const [prepayment] = await entriesOf(money);
  const reversal = await done(finance, "allocations", prepayment!, "reverse", { reason: "客户要求退回" });
  const whole = await done(finance, "receipts", money, "refund", { amount: "30", reason: "退预收" });
  const refunds = (await entriesOf(money)).filter(({ kind }) => kind === "refund");
  await done(finance, "allocations", refunds[0]!, "reverse", { reason: "退款被退回" });

  assert.deepEqual([tooMuch.body.code, tooMuch.body.params.left], ["receipt.not_enough", "70.00"]);
  assert.equal(tooMuch.body.errors[0].field, "amount");
  assert.deepEqual([part.status, part.refunded.amount, part.unallocated.amount], ["confirmed", "70.00", "0.00"]);
  assert.deepEqual([reversal.amount.amount, reversal.reverses.id], ["-30.00", prepayment!.id]);
  assert.equal(whole.status, "refunded");
  assert.deepEqual(
    [(await stored("receipt", money.id)).status, (await stored("receipt", money.id)).unallocated],
    ["confirmed", "70.00"],
  );
});

test("an entry is taken back once, by its opposite, and the instalment is owed again", async () => {
  const contract = await inForce("100", [100]);
  const money = await received("100");
  await done(finance, "receipts", money, "allocate", {
    parts: [{ paymentPlanId: (await plansOf(contract))[0]!.id, amount: "100" }],
  });
  const [entry] = await entriesOf(money);
  assert.equal((await plansOf(contract))[0]!.status, "received");

  const reversal = await done(finance, "allocations", entry!, "reverse", { reason: "分错合同" });
  const again = await act(finance, "allocations", entry!, "reverse", { reason: "再来" });
  const back = await act(finance, "allocations", reversal, "reverse", { reason: "撤销" });

  assert.equal(again.body.code, "allocation.reversed_already");
  assert.equal(back.body.code, "allocation.is_reversal");
  assert.deepEqual(await left(contract), ["0.00", "100.00"]);
  assert.equal((await plansOf(contract))[0]!.status, "overdue");
  assert.equal((await stored("receipt", money.id)).unallocated, "100.00");
  assert.equal((await namesOfEvents(entry!.id)).at(-1), "allocation.reversed");
});

test("a receipt in use is not void", async () => {
  const money = await received("100");
  await done(finance, "receipts", money, "allocate", { parts: [{ prepayment: true, amount: "1" }] });

  assert.equal((await act(finance, "receipts", money, "void", { reason: "错" })).body.code, "receipt.in_use");
  await done(finance, "allocations", (await entriesOf(money))[0]!, "reverse", { reason: "错" });
  assert.equal((await done(finance, "receipts", money, "void", { reason: "错" })).status, "void");
  assert.equal((await act(finance, "receipts", money, "void", { reason: "错" })).body.code, "receipt.void");
});

test("nothing is entered in closed books; what they hold is taken back in the open days", async () => {
  const contract = await inForce("300", [300]);
  const [plan] = await plansOf(contract);
  const february = await received("100", { receivedOn: "2026-02-20" });
  await done(finance, "receipts", february, "allocate", { parts: [{ paymentPlanId: plan!.id, amount: "60" }] });
  const { body: late } = await enter({ accountId: account.id, receivedOn: "2026-02-21" });
  const profile = (await as(finance).get("/api/v1/company-profiles")).body.items[0];
  await done(finance, "company-profiles", profile, "closeBooks", { through: "2026-02-28" });

  const entered = await enter({ receivedOn: "2026-02-28" });
  const voided = await act(finance, "receipts", late, "void", { reason: "错" });
  const deleted = await as(finance).delete(`/api/v1/receipts/${late.id}`, { "if-match": String(late.version) });
  const dated = await act(finance, "receipts", february, "allocate", {
    parts: [{ paymentPlanId: plan!.id, amount: "10" }],
    entryDate: "2026-02-28",
  });
  const confirmed = await done(finance, "receipts", late, "confirm", { match: false });
  await done(finance, "receipts", february, "allocate", { parts: [{ paymentPlanId: plan!.id, amount: "40" }] });
  const reversal = await done(finance, "allocations", (await entriesOf(february))[0]!, "reverse", { reason: "红冲" });
  const { body: mistaken } = await enter({ accountId: account.id, receivedOn: "2026-03-01" });
  const gone = await as(finance).delete(`/api/v1/receipts/${mistaken.id}`, { "if-match": String(mistaken.version) });
  assert.ok(gone.status < 300, gone.text);

  for (const refused of [entered, voided, deleted, dated])
    assert.equal(refused.body.code, "companyProfile.day_closed", refused.text);
  assert.equal(confirmed.status, "confirmed");
  assert.deepEqual(
    (await entriesOf(february)).map(({ amount, entryDate }) => [amount.amount, entryDate]),
    [
      ["60.00", "2026-02-20"],
      ["40.00", "2026-03-02"],
      ["-60.00", "2026-03-02"],
    ],
  );
  assert.equal(reversal.entryDate, "2026-03-02");
  await done(finance, "company-profiles", profile, "reopenBooks", { reason: "测试结束" });
});
