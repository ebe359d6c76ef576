import assert from "node:assert/strict";
import { test } from "node:test";
import Big from "big.js";
import { amountInWords } from "#engine/document/amount-in-words.ts";
import { startCrmCompany } from "#test/crm-company.ts";
import { readPdf } from "#test/pdf.ts";

const { add, as, make, engine, engineWrites } = await startCrmCompany();
engine.mailer = { send: async () => undefined, isRefusal: () => false };

const rep = await make.user("sales", "east", { phone: "13917002233" });
await engineWrites(async ({ records }) => {
  const [profile] = await records.find("companyProfile", { limit: 1 });
  const said = {
    legalName: "海客机械（上海）有限公司",
    bank: "招商银行上海分行",
    bankAccount: "1219 0888",
    taxNumber: "91310115MA1K4BXQ7L",
  };
  await records.update("companyProfile", profile!.id, said, { as: "engine" });
});
const account = await make.account({
  name: "苏州恒远精密制造有限公司",
  ownerId: rep.userId,
  email: "office@hengyuan.test",
  address: { province: "江苏省", city: "苏州市", district: "工业园区", street: "星湖街 328 号" },
});
const contact = await make.contact({ name: "李建国", accountId: account.id, mobile: "13800138000", email: "li@hengyuan.test" });

const LINES = [
  { name: "数控车床 CK6140", unit: "set", quantity: 2, price: "128000", discount: 5, taxRate: 13 },
  { name: "安装调试", unit: "time", quantity: 1, price: "12000.005", taxRate: 6, remark: "含差旅" },
  { name: "备用刀具", unit: "piece", quantity: 3, price: "6800", taxRate: 13, isOptional: true },
];

async function quoted(values: Record<string, unknown> = {}) {
  const made = await as(rep).post("/api/v1/quotes?lines=true", {
    ...{ accountId: account.id, contactId: contact.id, terms: "1. 预付三成。\n2. 货到付清。", lines: LINES, ...values },
  });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

const paperOf = async (who: typeof rep, id: string, file = "quote.pdf") =>
  await as(who).get(`/api/v1/quotes/${id}/documents/${file}`);

test("the printed quote says what the quote says, and its figures add up", async () => {
  const quote = await quoted();

  const answer = await paperOf(rep, quote.id);
  const { text } = await readPdf(answer.bytes);

  assert.equal(answer.status, 200, answer.text);
  for (const said of [
    "海客机械（上海）有限公司",
    `编号 ${quote.number}`,
    "苏州恒远精密制造有限公司",
    "联系人 李建国 13800138000",
    "地址 江苏省苏州市工业园区星湖街 328 号",
    "联系人 sales1 13917002233",
    "账号 1219 0888",
    "报价日期 2026-03-02 有效期至 2026-04-01",
    "1 数控车床 CK6140 台/套 2 128,000.00 5% 13% 243,200.00",
    "可选项（不计入合计）",
    "1 备用刀具 件 3 6,800.00 13% 20,400.00",
    "2. 货到付清。",
    "草稿",
  ])
    assert.ok(text.includes(said), `${said} is not in\n${text}`);

  const { amount } = quote.amount;
  const [net, tax, total] = ["不含税金额", "税额", "价税合计"].map((label) => figureAfter(text, label));
  const lines = quote.lines.filter((line: any) => !line.isOptional).map((line: any) => line.amount.amount);
  assert.equal(total, amount);
  assert.equal(new Big(net!).plus(tax!).toFixed(2), amount);
  assert.equal(lines.reduce((sum: Big, each: string) => sum.plus(each), new Big(0)).toFixed(2), amount);
  assert.ok(text.includes(amountInWords(amount, "CNY")), text);
});

test("a quote with a name of its own is still addressed to the customer", async () => {
  const quote = await quoted({ name: "机房改造项目" });

  const { text } = await readPdf((await paperOf(rep, quote.id)).bytes);
  const { mail } = (await paperOf(rep, quote.id, "quote")).body;

  assert.match(text, /客户\s+苏州恒远精密制造有限公司/);
  assert.doesNotMatch(text, /机房改造项目/);
  assert.ok(mail.body.startsWith("苏州恒远精密制造有限公司"), mail.body);
});

test("a column of discounts is only there where a discount is", async () => {
  const quote = await quoted({ lines: [{ name: "闸阀", price: "80", quantity: 2.5 }] });

  const { text } = await readPdf((await paperOf(rep, quote.id)).bytes);

  assert.doesNotMatch(text, /折扣/);
  assert.match(text, /1 闸阀 2\.5 80\.00 13% 200\.00/);
});

test("a quote that leaves by mail is sent: no draft on its paper, and the version before is superseded", async () => {
  const first = await quoted();
  const mail = { to: ["li@hengyuan.test"], subject: "报价", body: "您好" };
  const proposed = (await paperOf(rep, first.id, "quote")).body.mail;

  const answer = await as(rep).post(`/api/v1/quotes/${first.id}/documents/quote/mails`, mail);
  const second = (await as(rep).post(`/api/v1/quotes/${first.id}/revise`, {})).body.made;
  const again = await as(rep).post(`/api/v1/quotes/${second.id}/documents/quote/mails`, mail);
  const old = await as(rep).post(`/api/v1/quotes/${first.id}/documents/quote/mails`, mail);

  assert.deepEqual(proposed.to, ["li@hengyuan.test"]);
  assert.ok(proposed.subject.includes(first.number));
  assert.equal(answer.status, 201, answer.text);
  const kept = await as(rep).get(`/api/v1/files/${answer.body.attachment.id}/content`);
  assert.doesNotMatch((await readPdf(kept.bytes)).text, /草稿/);
  assert.equal(again.status, 201, again.text);
  const statusOf = async (id: string) => (await as(rep).get(`/api/v1/quotes/${id}`)).body.status;
  assert.deepEqual([await statusOf(first.id), await statusOf(second.id)], ["superseded", "sent"]);
  assert.deepEqual([old.status, old.body.code], [409, "quote.superseded_already"]);
});

test("what cannot be sent now does not go out by mail either, and stays a draft", async () => {
  const mail = { to: ["li@hengyuan.test"], subject: "报价", body: "您好" };
  const empty = await quoted({ lines: [] });
  const addressed = await quoted();

  const noLines = await as(rep).post(`/api/v1/quotes/${empty.id}/documents/quote/mails`, mail);
  const nobody = await as(rep).post(`/api/v1/quotes/${addressed.id}/documents/quote/mails`, { ...mail, to: ["nobody"] });

  assert.equal(noLines.body.code, "quote.lines_missing");
  assert.equal(nobody.status, 400);
  assert.equal((await as(rep).get(`/api/v1/quotes/${addressed.id}`)).body.status, "draft");
});

test("who sees a contact's number only in part does not print it, and another team prints nothing", async () => {
  const quote = await quoted();
  const [finance, other] = [await make.user("finance"), await make.user("sales", "north")];

  const { text } = await readPdf((await paperOf(finance, quote.id)).bytes);

  assert.match(text, /联系人 李建国/);
  assert.doesNotMatch(text, /13800138000/);
  assert.equal((await paperOf(other, quote.id)).status, 404);
  assert.equal(
    (await as(finance).post(`/api/v1/quotes/${quote.id}/documents/quote/mails`, { to: ["a@b.cn"], subject: "x", body: "" }))
      .status,
    403,
  );
});

test("what a role may not see stands on no paper: figures refuse it, a closed address is left out", async () => {
  const quote = await quoted();
  const reader = async (fieldRules: Record<string, Record<string, string>>, code: string) => {
    const role = await add("role", {
      name: code,
      code,
      permissions: { "*": { read: "company" }, quote: { read: "company", print: "company" } },
      fieldRules,
    });
    return await make.user("none", "east", { rolesIds: [role.id] });
  };
  const [noTotals, noPrices, noMail] = await Promise.all([
    reader({ quote: { amount: "hide" } }, "no-totals"),
    reader({ quoteLine: { price: "mask" } }, "no-prices"),
    reader({ contact: { email: "mask" }, account: { email: "hide", address: "hide", creditCode: "hide" } }, "no-mail"),
  ]);

  for (const [who, closed] of [
    [noTotals, { object: "quote", field: "amount" }],
    [noPrices, { object: "quoteLine", field: "price" }],
  ] as const) {
    for (const file of ["quote", "quote.pdf"]) {
      const answer = await paperOf(who, quote.id, file);
      assert.deepEqual([answer.status, answer.body.code], [403, "forbidden.document"], answer.text.slice(0, 300));
      assert.deepEqual(answer.body.params, closed);
    }
  }
  const left = await paperOf(noMail, quote.id, "quote");
  assert.equal(left.status, 200, left.text);
  assert.deepEqual(left.body.mail.to, []);
  assert.doesNotMatch(left.text, /hengyuan\.test|星湖街/);
});

function figureAfter(text: string, label: string): string | undefined {
  return new RegExp(`${label} ¥([\\d,.]+)`).exec(text)?.[1]?.replaceAll(",", "");
}
