import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";
import { readPdf } from "#test/pdf.ts";

const { as, make } = await startCrmCompany();

const rep = await make.user();
const account = await make.account({ name: "苏州恒远精密制造有限公司", ownerId: rep.userId });

const act = async (path: string, id: string, verb: string, input: object = {}) => {
  const answer = await as(rep).post(`/api/v1/${path}/${id}/${verb}`, input);
  assert.equal(answer.status, 200, answer.text);
  return answer.body;
};

async function ordered() {
  const made = await as(rep).post("/api/v1/orders?lines=true", {
    accountId: account.id,
    dueOn: "2026-03-20",
    shippingAddress: { province: "江苏省", city: "苏州市", street: "星湖街 328 号" },
    lines: [
      { name: "无线接入点", unit: "piece", quantity: 3, price: "33.33" },
      { name: "安装服务", unit: "time", quantity: 1, price: "50" },
    ],
  });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

const paperOf = async (path: string, id: string, file: string, who = rep) => {
  const answer = await as(who).get(`/api/v1/${path}/${id}/documents/${file}`);
  return { status: answer.status, text: answer.status === 200 ? (await readPdf(answer.bytes)).text : answer.text };
};

test("an order is printed with its goods, its amount in words and where they go; a draft says so", async () => {
  const order = await ordered();
  const draft = await paperOf("orders", order.id, "order.pdf");
  await act("orders", order.id, "confirm");

  const { text } = await paperOf("orders", order.id, "order.pdf");

  for (const said of [
    `编号 ${order.number}`,
    "交货日期 2026-03-20",
    "收货地址 江苏省苏州市星湖街 328 号",
    "1 无线接入点 件 3 33.33 13% 99.99",
    "价税合计 ¥149.99",
    "人民币壹佰肆拾玖元玖角玖分",
  ])
    assert.ok(text.includes(said), `${said} is not in\n${text}`);
  assert.match(draft.text, /草稿/);
  assert.doesNotMatch(text, /草稿/);
});

test("a delivery note names what goes now and no price, for those who see the order", async () => {
  const order = await ordered();
  await act("orders", order.id, "confirm");
  const [line] = order.lines;
  await act("orders", order.id, "deliver", {
    lines: [{ lineId: line.id, quantity: 2 }],
    carrier: "顺丰速运",
    waybill: "SF1234567890",
  });
  const { items } = (await as(rep).post("/api/v1/deliveries/query", { filter: { field: "order", op: "eq", value: order.id } }))
    .body;

  const { text } = await paperOf("deliveries", items[0].id, "delivery.pdf");
  const stranger = await paperOf("deliveries", items[0].id, "delivery.pdf", await make.user("sales", "north"));

  for (const said of [
    `编号 ${items[0].number}`,
    `订单编号 ${order.number}`,
    "承运 顺丰速运 运单号 SF1234567890",
    "1 无线接入点 件 2",
  ])
    assert.ok(text.includes(said), `${said} is not in\n${text}`);
  assert.doesNotMatch(text, /33\.33|安装服务|¥/);
  assert.equal(stranger.status, 404);
});
