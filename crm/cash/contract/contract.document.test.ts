import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";
import { readPdf } from "#test/pdf.ts";

const { as, make } = await startCrmCompany();

const rep = await make.user();
const account = await make.account({ name: "苏州恒远精密制造有限公司", ownerId: rep.userId });

async function written(values: Record<string, unknown> = {}) {
  const lines = [{ name: "数控车床 CK6140", quantity: 2, price: "128000", taxRate: 13 }];
  const given = { name: "数控车床采购合同", accountId: account.id, paymentTerms: "预付三成，货到付清。", lines, ...values };
  const made = await as(rep).post("/api/v1/contracts", given);
  assert.equal(made.status, 201, made.text);
  return made.body;
}

const paperOf = async (who: typeof rep, id: string) => await as(who).get(`/api/v1/contracts/${id}/documents/contract.pdf`);

test("the printed contract names both parties, its goods, the amount in words and the terms of payment", async () => {
  const contract = await written({ buyer: "苏州恒远精密制造有限公司采购中心", startsOn: "2026-03-05", endsOn: "2027-03-04" });
  await as(rep).post(`/api/v1/contracts/${contract.id}/activate`, { signedOn: "2026-03-01" });

  const answer = await paperOf(rep, contract.id);
  const { text } = await readPdf(answer.bytes);

  assert.equal(answer.status, 200, answer.text);
  for (const said of [
    `编号 ${contract.number}`,
    "甲方（买方）\n苏州恒远精密制造有限公司采购中心",
    "乙方（卖方）",
    "合同名称 数控车床采购合同 签订日期 2026-03-01",
    "2026-03-05 ～ 2027-03-04",
    "1 数控车床 CK6140 2 128,000.00 13% 256,000.00",
    "价税合计 ¥256,000.00",
    "人民币贰拾伍万陆仟元整",
    "预付三成，货到付清。",
    "日期：2026-03-01",
  ])
    assert.ok(text.includes(said), `${said} is not in\n${text}`);
  assert.doesNotMatch(text, /草稿/);
});

test("a contract of one amount has no table; an unsigned one says that it is a draft", async () => {
  const contract = await written({ lines: [], amount: "50000" });

  const { text } = await readPdf((await paperOf(rep, contract.id)).bytes);

  assert.match(text, /草稿/);
  assert.match(text, /价税合计 ¥50,000\.00/);
  assert.doesNotMatch(text, /序号|不含税金额/);
});

test("another team's contract is not printed", async () => {
  const contract = await written();

  assert.equal((await paperOf(await make.user("sales", "north"), contract.id)).status, 404);
});
