import assert from "node:assert/strict";
import { test } from "node:test";
import { readXlsx } from "hucre/xlsx";
import { amountInWords } from "#engine/document/amount-in-words.ts";
import { startLedger } from "#test/ledger.ts";
import { readPdf } from "#test/pdf.ts";

const { as, make, finance, rep, engine, done, inForce, received, plansOf, entriesOf } = await startLedger();

type Asked = { from: string; to: string; currency?: string };
const MARCH: Asked = { from: "2026-03-01", to: "2026-03-31" };

const ask = (who: typeof rep, customer: { id: string }, file: string, asked: Asked) =>
  as(who).get(`/api/v1/accounts/${customer.id}/documents/${file}?${new URLSearchParams(asked)}`);

const totalsOf = (body: any) => body.totals.map(({ amount }: { amount: string }) => amount);

const figure = (cell: unknown) => (cell === null ? null : Number(cell));

/** 300 due on the first of March, 600 a month later; 500 came in February, 100 of a later 250 went back. */
async function customerWithMoney() {
  const customer = await make.account({ name: "苏州恒远精密制造有限公司", ownerId: rep.userId });
  await inForce("900", [300, 600], { accountId: customer.id });
  await received("500", { accountId: customer.id, receivedOn: "2026-02-20" });
  const later = await received("250", { accountId: customer.id, receivedOn: "2026-03-02" });
  await done(finance, "receipts", later, "refund", { amount: "100", reason: "多付" });
  return customer;
}

test("a statement begins with what was owed, lists what fell due, came and went back, and ends with what is owed", async () => {
  const customer = await customerWithMoney();

  const { status, body, text } = await ask(finance, customer, "statement", MARCH);

  assert.equal(status, 200, text);
  assert.deepEqual(totalsOf(body), ["-500.00", "300.00", "150.00", "-350.00"]);
  const rows = body.tables[0].rows.map(([on, about, , due, paid, balance]: unknown[]) => [
    on,
    about,
    figure(due),
    figure(paid),
    figure(balance),
  ]);
  assert.deepEqual(rows, [
    ["2026-03-01", "期初余额", null, null, -500],
    ["2026-03-01", "第1期", 300, null, -200],
    ["2026-03-02", "收款（银行转账）", null, 250, -450],
    ["2026-03-02", "退款（多付）", null, -100, -350],
  ]);
});

test("one period ends with what the next begins with", async () => {
  const customer = await customerWithMoney();
  const periods = [
    { from: "2026-02-01", to: "2026-02-28" },
    MARCH,
    { from: "2026-04-01", to: "2026-04-30" },
    { from: "2026-05-01", to: "2026-05-31" },
  ];

  const totals = [];
  for (const period of periods) totals.push(totalsOf((await ask(finance, customer, "statement", period)).body));

  assert.deepEqual(
    totals.map(([opening]) => opening),
    ["0.00", "-500.00", "-350.00", "250.00"],
  );
  assert.deepEqual(
    totals.map((each) => each.at(-1)),
    ["-500.00", "-350.00", "250.00", "250.00"],
  );
});

test("the paper and the sheet say what the preview says", async () => {
  const customer = await customerWithMoney();
  const whole = { from: "2026-03-01", to: "2026-04-30" };
  const { body } = await ask(finance, customer, "statement", whole);

  const { text } = await readPdf((await ask(finance, customer, "statement.pdf", whole)).bytes);
  const { sheets } = await readXlsx((await ask(finance, customer, "statement.xlsx", whole)).bytes);

  assert.deepEqual(totalsOf(body), ["-500.00", "900.00", "150.00", "250.00"]);
  for (const said of [
    "对账期间 2026-03-01 至 2026-04-30",
    "期初余额 -¥500.00",
    "本期合计 900.00 150.00 250.00",
    "期末余额 ¥250.00",
    amountInWords("250.00", "CNY"),
    "□ 相符",
  ])
    assert.ok(text.includes(said), `${said} is not in\n${text}`);
  const rows = sheets[0]!.rows;
  const sums = rows.find((row) => row[1] === "本期合计")!;
  assert.deepEqual(sums.slice(3, 6), [900, 150, 250]);
});

test("what is not in force, not confirmed or of another currency is not in it", async () => {
  const customer = await make.account({ ownerId: rep.userId });
  const draft = await make.contract({ ownerId: rep.userId, accountId: customer.id, amount: "70" });
  await done(rep, "contracts", draft, "plan", { instalments: [{ amount: "70", dueOn: "2026-03-01" }] });
  await inForce("80", [80], { accountId: customer.id, currency: "USD", rate: 7 });
  await as(finance).post("/api/v1/receipts", { accountId: customer.id, amount: "60" });

  const yuan = (await ask(finance, customer, "statement", MARCH)).body;
  const dollars = (await ask(finance, customer, "statement", { ...MARCH, currency: "USD" })).body;

  assert.deepEqual(totalsOf(yuan), ["0.00", "0.00", "0.00", "0.00"]);
  assert.deepEqual([dollars.currency, ...totalsOf(dollars)], ["USD", "0.00", "80.00", "0.00", "80.00"]);
});

test("what was settled on contracts and instalments without a day of their own is owed as it was settled", async () => {
  const customer = await make.account({ ownerId: rep.userId });
  const of = { accountId: customer.id };
  const whole = await inForce("50000", [], of);
  const inPart = await inForce("1000", [1000], of);
  const [plan] = await plansOf(inPart);
  const money = await received("48400", { ...of, receivedOn: "2026-02-20" });
  const parts = [
    { contractId: whole.id, amount: "48000" },
    { paymentPlanId: plan!.id, amount: "400" },
  ];
  await done(finance, "receipts", money, "allocate", { parts });
  await done(finance, "payment-plans", plan!, "void", { reason: "折让" });

  const february = (await ask(finance, customer, "statement", { from: "2026-02-01", to: "2026-02-28" })).body;
  await done(finance, "allocations", (await entriesOf(money))[0]!, "reverse", { reason: "分错合同" });
  const march = (await ask(finance, customer, "statement", MARCH)).body;

  assert.deepEqual(totalsOf(february), ["0.00", "48400.00", "48400.00", "0.00"]);
  assert.deepEqual(totalsOf(march), ["0.00", "-48000.00", "0.00", "-48000.00"]);
});

test("money of another currency or customer counts as paid where the debt is, and as used where it came from", async () => {
  const customer = await make.account({ ownerId: rep.userId });
  const group = await make.account({ ownerId: rep.userId });
  const contract = await inForce("8000", [8000], { accountId: customer.id });
  const [plan] = await plansOf(contract);
  const dollars = await received("1000", { accountId: customer.id, currency: "USD", rate: "7.1", receivedOn: "2026-03-02" });
  const theirs = await received("1000", { accountId: group.id, receivedOn: "2026-03-02" });
  const pay = (money: object, part: object) =>
    done(finance, "receipts", money, "allocate", { parts: [{ paymentPlanId: plan!.id, ...part }] });
  await pay(dollars, { amount: "1000", settled: "7000" });
  await pay(theirs, { amount: "1000" });

  const totals = async (whose: typeof customer, currency: string) =>
    totalsOf((await ask(finance, whose, "statement", { ...MARCH, currency })).body);

  assert.deepEqual(await totals(customer, "CNY"), ["0.00", "8000.00", "8000.00", "0.00"]);
  assert.deepEqual(await totals(customer, "USD"), ["0.00", "0.00", "0.00", "0.00"]);
  assert.deepEqual(await totals(group, "CNY"), ["0.00", "0.00", "0.00", "0.00"]);
});

test("who sees only part of a customer's money gets no statement, since it would be wrong", async () => {
  const colleague = await make.user("sales", "north");
  const customer = await make.account({ ownerId: rep.userId });
  await inForce("100", [100], { accountId: customer.id });
  const theirs = await make.contract({ ownerId: colleague.userId, accountId: customer.id, amount: "50" });
  await done(finance, "contracts", theirs, "plan", { instalments: [{ amount: "50", dueOn: "2026-03-01" }] });
  await done(finance, "contracts", theirs, "activate");

  const partly = await ask(rep, customer, "statement.pdf", MARCH);
  const wholly = await ask(finance, customer, "statement", MARCH);
  const stranger = await ask(colleague, customer, "statement", MARCH);

  assert.deepEqual([partly.status, partly.body.code], [409, "account.statement_incomplete"]);
  assert.equal(totalsOf(wholly.body).at(-1), "150.00");
  assert.equal(stranger.status, 404);
});

test("a period that ends before it begins is refused at its end", async () => {
  const customer = await make.account({ ownerId: rep.userId });

  const answer = await ask(rep, customer, "statement", { from: "2026-03-31", to: "2026-03-01" });

  assert.deepEqual([answer.status, answer.body.errors[0].field], [400, "to"]);
});

test("a statement is mailed to the customer as a sheet too, and his timeline shows it", async () => {
  engine.mailer = { send: async () => undefined, isRefusal: () => false };
  const customer = await customerWithMoney();
  await make.contact({ name: "李建国", accountId: customer.id, email: "li@hengyuan.test" });
  const proposed = (await ask(finance, customer, "statement", MARCH)).body.mail;

  const answer = await as(finance).post(`/api/v1/accounts/${customer.id}/documents/statement/mails`, {
    ...proposed,
    format: "xlsx",
    input: MARCH,
  });

  assert.deepEqual(proposed.to, ["li@hengyuan.test"]);
  assert.equal(answer.status, 201, answer.text);
  assert.match(answer.body.attachment.title, /^对账单 .*2026-03-01 至 2026-03-31\.xlsx$/);
  const { items } = (await as(rep).get(`/api/v1/accounts/${customer.id}/timeline`)).body;
  assert.ok(items.some(({ kind }: { kind: string }) => kind === "mail"));
});
