import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, stored } = await startCrmCompany();
const rep = await make.user();
const clerk = await make.user("finance");
let count = 0;

async function signedContract(amount = "100000") {
  const account = await make.account({ ownerId: rep.userId });
  const title = (
    await as(rep).post("/api/v1/invoice-titles", { accountId: account.id, name: account.name, taxNumber: "91350100M000100Y43" })
  ).body;
  const made = await as(rep).post("/api/v1/contracts", { name: "设备合同", accountId: account.id, amount });
  const signed = await as(rep).post(`/api/v1/contracts/${made.body.id}/activate`, {});
  assert.equal(signed.status, 200, signed.text);
  return { account, title, contract: signed.body };
}

type Base = Awaited<ReturnType<typeof signedContract>>;
const request = ({ account, title, contract }: Base, values: Record<string, unknown> = {}) =>
  as(rep).post("/api/v1/invoices", {
    accountId: account.id,
    contractId: contract.id,
    invoiceTitleId: title.id,
    ownerId: rep.userId,
    ...values,
  });
const act = (id: string, action: string, input: Record<string, unknown> = {}, who = clerk) =>
  as(who).post(`/api/v1/invoices/${id}/${action}`, input);
const number = () => String(20_000_000 + ++count);

test("a request asks for what the contract has left, and splits off the tax it contains", async () => {
  const base = await signedContract("100000");
  const part = await request(base, { amount: "30000" });
  const rest = await request(base);

  assert.deepEqual([part.body.net.amount, part.body.tax.amount], ["26548.67", "3451.33"], part.text);
  assert.equal(rest.body.amount.amount, "70000.00", rest.text);
  const contract = await stored("contract", base.contract.id);
  assert.deepEqual([contract.invoiced, contract.uninvoiced], ["0.00", "0.00"]);
  const more = await request(base, { amount: "0.01" });
  assert.deepEqual([more.status, more.body.code, more.body.errors[0].field], [409, "invoice.over_contract", "amount"]);
});

test("finance issues it under its number, mails it, and the contract says how much is invoiced", async () => {
  const base = await signedContract();
  const { id } = (await request(base, { amount: "60000", medium: "paper" })).body;
  const tomorrow = await act(id, "issue", { invoiceNumber: number(), issuedOn: "2999-01-01" });
  assert.deepEqual(
    [tomorrow.body.errors?.[0].code, tomorrow.body.errors?.[0].field],
    ["invalid.in_future", "issuedOn"],
    tomorrow.text,
  );

  assert.equal((await act(id, "issue", { invoiceNumber: number() }, rep)).status, 403);
  const early = await act(id, "mail");
  const wrong = await act(id, "issue", { invoiceNumber: "12" });
  const issued = await act(id, "issue", { invoiceNumber: number() });
  const twice = await act(id, "issue", { invoiceNumber: number() });
  const mailed = await act(id, "mail", { courier: "顺丰", waybill: "SF1" });

  assert.equal(early.body.code, "invoice.not_issued");
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, "invoiceNumber"]);
  assert.deepEqual([issued.body.status, issued.body.issuedOn === null], ["issued", false], issued.text);
  assert.equal(twice.body.code, "invoice.not_requested");
  assert.deepEqual([mailed.body.status, mailed.body.waybill], ["mailed", "SF1"]);
  assert.equal((await stored("contract", base.contract.id)).invoiced, "60000.00");
  const edited = await as(rep).patch(`/api/v1/invoices/${id}`, { amount: "1" }, { "if-match": String(mailed.body.version) });
  assert.equal(edited.body.code, "invoice.stands", edited.text);
});

test("a number is used once", async () => {
  const base = await signedContract();
  const [a, b] = [await request(base, { amount: "10" }), await request(base, { amount: "20" })];
  const same = number();
  await act(a.body.id, "issue", { invoiceNumber: same });

  const again = await act(b.body.id, "issue", { invoiceNumber: same });

  assert.equal(again.status, 409, again.text);
});

test("a red letter takes back part or all, never more, and opens the contract again", async () => {
  const base = await signedContract("50000");
  const { id } = (await request(base)).body;
  await act(id, "issue", { invoiceNumber: number() });

  const part = await act(id, "redLetter", { invoiceNumber: number(), amount: "20000", reason: "数量有误" });
  const tooMuch = await act(id, "redLetter", { invoiceNumber: number(), amount: "30000.01", reason: "多了" });
  const contract = await stored("contract", base.contract.id);
  const rest = await act(id, "redLetter", { invoiceNumber: number(), reason: "整张作废" });
  const none = await act(id, "redLetter", { invoiceNumber: number(), reason: "还来" });

  assert.deepEqual([part.body.status, part.body.reversed?.amount ?? part.body.reversed], ["issued", "20000.00"], part.text);
  assert.deepEqual([tooMuch.status, tooMuch.body.code], [409, "invoice.reversed_over_amount"]);
  assert.deepEqual([contract.invoiced, contract.uninvoiced], ["30000.00", "20000.00"]);
  assert.equal(rest.body.status, "reversed", rest.text);
  assert.equal(none.body.code, "invoice.not_issued");
  assert.equal((await stored("contract", base.contract.id)).invoiced, "0.00");
});

test("red letters take back the tax of what they reverse, at whatever rates, and together all of it", async () => {
  const base = await signedContract();
  const lines = [
    { name: "软件服务", price: "106", taxRate: 6 },
    { name: "设备", price: "113", taxRate: 13 },
    { name: "配件", price: "1", taxRate: 13 },
  ];
  const issued = async () => {
    const { id } = (await request(base, { lines })).body;
    await act(id, "issue", { invoiceNumber: number() });
    return id;
  };
  const redsOf = async (id: string) => {
    const filter = { field: "reverses", op: "eq", value: id };
    const { items } = (await as(clerk).post("/api/v1/invoices/query", { filter, sort: "createdAt" })).body;
    return items.map(({ amount, net, tax }: any) => [amount.amount, net.amount, tax.amount]);
  };
  const [whole, inParts] = [await issued(), await issued()];

  await act(whole, "redLetter", { invoiceNumber: number(), reason: "整张作废" });
  for (const amount of ["33.33", "33.33", undefined])
    await act(inParts, "redLetter", { invoiceNumber: number(), reason: "退货", ...(amount ? { amount } : {}) });

  const { net, tax } = await stored("invoice", whole);
  assert.deepEqual([net, tax], ["200.88", "19.12"]);
  assert.deepEqual(await redsOf(whole), [["-220.00", "-200.88", "-19.12"]]);
  assert.deepEqual(await redsOf(inParts), [
    ["-33.33", "-30.43", "-2.90"],
    ["-33.33", "-30.44", "-2.89"],
    ["-153.34", "-140.01", "-13.33"],
  ]);
});

test("ten people asking for the same rest at once get it once", async () => {
  const base = await signedContract("10000");

  const asked = await Promise.all(Array.from({ length: 10 }, () => request(base, { amount: "4000" })));

  assert.equal(asked.filter(({ status }) => status === 201).length, 2);
  assert.ok(asked.every(({ status, body }) => status === 201 || /over_(contract|amount)$/.test(body.code)));
});

test("the customer is the contract's, and the title the one he usually has", async () => {
  const { contract, title, account } = await signedContract();
  const ask = () => as(rep).post("/api/v1/invoices", { contractId: contract.id, amount: "10" });

  const only = await ask();
  await as(rep).post("/api/v1/invoice-titles", { accountId: account.id, name: "另一个", type: "personal" });
  const unclear = await ask();
  await as(rep).post(`/api/v1/invoice-titles/${title.id}/makeDefault`, {});
  const usual = await ask();
  const nobody = await as(rep).post("/api/v1/invoices", { amount: "10" });

  assert.deepEqual([only.body.account.id, only.body.invoiceTitle.id], [account.id, title.id], only.text);
  assert.deepEqual([unclear.body.code, unclear.body.errors[0].field], ["invoice.title_missing", "invoiceTitleId"]);
  assert.equal(usual.body.invoiceTitle.id, title.id, usual.text);
  assert.equal(nobody.body.code, "invoice.account_missing");
});

test("what is rejected is put right and requested again", async () => {
  const base = await signedContract();
  const { id } = (await request(base, { amount: "500" })).body;

  const rejected = await act(id, "reject", { reason: "抬头不对" });
  const freed = await stored("contract", base.contract.id);
  const again = await act(id, "requestAgain", {}, rep);
  const twice = await act(id, "requestAgain", {}, rep);

  assert.equal(rejected.body.rejectReason, "抬头不对");
  assert.equal(freed.uninvoiced, "100000.00");
  assert.deepEqual([again.body.status, again.body.rejectReason], ["requested", null]);
  assert.equal(twice.body.code, "invoice.not_rejected");
});

test("several products stand on one invoice", async () => {
  const base = await signedContract();
  const product = await make.product({ listPrice: "113" });
  const made = await request(base, {
    lines: [
      { productId: product.id, quantity: 2 },
      { name: "安装调试", price: "106", taxRate: 6 },
    ],
  });

  assert.deepEqual(
    [made.body.amount.amount, made.body.net.amount, made.body.tax.amount],
    ["332.00", "300.00", "32.00"],
    made.text,
  );
});

test("a special invoice needs the whole title; title and contract are the customer's own", async () => {
  const base = await signedContract();
  const other = await signedContract();
  const draft = await as(rep).post("/api/v1/contracts", { name: "未签", accountId: base.account.id, amount: "1000" });

  const special = await request(base, { kind: "special", amount: "100" });
  const foreignTitle = await request(base, { invoiceTitleId: other.title.id, amount: "100" });
  const foreignContract = await request(base, { contractId: other.contract.id, amount: "100" });
  const unsigned = await request(base, { contractId: draft.body.id, amount: "100" });
  const negative = await request(base, { amount: "-5" });

  assert.deepEqual([special.body.code, special.body.errors[0].field], ["invoice.title_incomplete", "invoiceTitleId"]);
  assert.equal(foreignTitle.body.code, "invoice.other_title");
  assert.equal(foreignContract.body.code, "invoice.other_account");
  assert.equal(unsigned.body.code, "invoice.contract_not_in_force");
  assert.equal(negative.body.code, "invoice.not_positive", negative.text);
});

test("nothing is issued in closed books", async () => {
  const boss = await make.user("finance");
  const base = await signedContract();
  const { id } = (await request(base, { amount: "70" })).body;
  const [profile] = (await as(boss).get("/api/v1/company-profiles")).body.items;
  const closed = await as(boss).post(`/api/v1/company-profiles/${profile.id}/closeBooks`, { through: "2026-02-28" });
  assert.equal(closed.status, 200, closed.text);

  const late = await act(id, "issue", { invoiceNumber: number(), issuedOn: "2026-02-27" });
  const open = await act(id, "issue", { invoiceNumber: number(), issuedOn: "2026-03-01" });

  assert.deepEqual([late.body.code, late.body.errors[0].field], ["companyProfile.day_closed", "issuedOn"]);
  assert.equal(open.status, 200, open.text);
});

test("others' invoices are not there", async () => {
  const base = await signedContract();
  const { id } = (await request(base, { amount: "70" })).body;
  const stranger = await make.user("sales", "north");

  assert.equal((await as(stranger).get(`/api/v1/invoices/${id}`)).status, 404);
  assert.equal((await as(clerk).get(`/api/v1/invoices/${id}`)).status, 200);
});
