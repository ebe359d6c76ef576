import assert from "node:assert/strict";
import test from "node:test";
import { linesOf } from "#crm/sales/document-line.ts";
import { examine } from "#engine/doctor/examine.ts";
import type { AnyRecord } from "#engine/object.ts";
import { startCrmCompany } from "#test/crm-company.ts";
import { orderLine } from "../order-line/order-line.object.ts";

const { as, make, model, stored, eventsOf, engineWrites } = await startCrmCompany();

type Actor = Awaited<ReturnType<typeof make.user>>;
type Values = Record<string, unknown>;

const rep = await make.user();

async function act(actor: Actor, path: string, record: { id: string }, verb: string, input: object = {}) {
  return await as(actor).post(`/api/v1/${path}/${record.id}/${verb}`, input);
}

/** An order as its owner writes it: three at 33.33 and one service, 149.99 with tax. */
async function draft(values: Values = {}, actor = rep) {
  const accountId = (await make.account({ ownerId: actor.userId })).id;
  const lines = [
    { name: "无线接入点", quantity: 3, price: "33.33" },
    { name: "安装服务", quantity: 1, price: "50" },
  ];
  const made = await as(actor).post("/api/v1/orders?lines=true", { accountId, lines, ...values });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

async function confirmed(values: Values = {}, actor = rep) {
  const paper = await draft(values, actor);
  const response = await act(actor, "orders", paper, "confirm");
  assert.equal(response.status, 200, response.text);
  return { ...response.body, lines: paper.lines };
}

const deliver = (paper: AnyRecord, quantity: number, line = 0) =>
  act(rep, "orders", paper, "deliver", { lines: [{ lineId: paper.lines[line].id, quantity }] });

const takeBack = (paper: AnyRecord, quantity: number, line = 0) =>
  act(rep, "orders", paper, "takeBack", { reason: "quality", lines: [{ lineId: paper.lines[line].id, quantity }] });

/** Amount, delivered, returned and still to deliver: what the four must always make together. */
async function sums(paper: { id: string }) {
  const { amount, deliveredAmount, returnedAmount, openAmount } = await stored("order", paper.id);
  return [amount, deliveredAmount, returnedAmount, openAmount];
}

const stored_lines = (id: string) => engineWrites(({ records }) => linesOf(records, orderLine, "order", id));

test("an order has a number of its month, its day and the sum of its lines", async () => {
  const paper = await draft();

  assert.match(paper.number, /^DD202603\d{4}$/);
  assert.deepEqual([paper.status, paper.orderedOn, paper.amount.amount], ["draft", "2026-03-02", "149.99"]);
  assert.equal((await act(rep, "orders", paper, "deliver")).body.code, "order.not_confirmed");
});

test("an order without lines is not confirmed, and none is confirmed twice", async () => {
  const empty = await draft({ lines: [] });
  assert.equal((await act(rep, "orders", empty, "confirm")).body.code, "order.no_lines");

  const paper = await confirmed();
  assert.deepEqual([paper.status, paper.confirmedOn], ["confirmed", "2026-03-02"]);
  assert.equal((await act(rep, "orders", paper, "confirm")).body.code, "order.not_draft");
});

test("what was confirmed is changed after the confirmation is taken back, as long as nothing has left", async () => {
  const paper = await confirmed();
  const path = `/api/v1/orders/${paper.id}`;
  const version = { "if-match": String(paper.version) };

  assert.equal((await as(rep).patch(path, { lines: [] }, version)).body.code, "order.confirmed_already");
  assert.equal((await as(rep).patch(path, { orderedOn: "2026-03-01" }, version)).body.code, "order.confirmed_already");
  assert.equal((await as(rep).patch(path, { dueOn: "2026-03-20" }, version)).status, 200);
  assert.equal((await act(rep, "orders", paper, "reopen")).body.status, "draft");
  await act(rep, "orders", paper, "confirm");
  await deliver(paper, 1);
  assert.equal((await act(rep, "orders", paper, "reopen")).body.code, "order.not_confirmed");
});

test("three partial deliveries make the whole, to the cent after each", async () => {
  const paper = await confirmed({ lines: [{ name: "线缆", quantity: 3, price: "33.333333" }] });
  assert.deepEqual(await sums(paper), ["100.00", "0.00", "0.00", "100.00"]);

  const seen = [];
  for (const status of ["partly", "partly", "delivered"]) {
    const response = await deliver(paper, 1);
    assert.deepEqual([response.status, response.body.status], [200, status], response.text);
    seen.push(await sums(paper));
  }

  assert.deepEqual(seen, [
    ["100.00", "33.33", "0.00", "66.67"],
    ["100.00", "66.67", "0.00", "33.33"],
    ["100.00", "100.00", "0.00", "0.00"],
  ]);
  assert.equal((await deliver(paper, 1)).body.code, "order.nothing_to_deliver");
});

test("a delivery without lines named takes all that is left", async () => {
  const paper = await confirmed({ orderedOn: "2026-02-27" });
  await deliver(paper, 2);

  const response = await act(rep, "orders", paper, "deliver", { carrier: "顺丰", waybill: "SF123", shippedOn: "2026-03-01" });

  assert.equal(response.body.status, "delivered", response.text);
  const { data } = (await eventsOf(paper.id)).findLast(({ name }) => name === "order.shipped")! as { data: Values };
  const sent = await as(rep).get(`/api/v1/deliveries/${data.deliveryId}?lines=true`);
  assert.deepEqual(
    sent.body.lines.map(({ name, quantity }: Values) => [name, quantity]),
    [
      ["无线接入点", 1],
      ["安装服务", 1],
    ],
  );
  assert.deepEqual([sent.body.waybill, sent.body.shippedOn, sent.body.account.id], ["SF123", "2026-03-01", paper.account.id]);
});

test("no more is delivered than was ordered, and it is said at the line", async () => {
  const paper = await confirmed();
  await deliver(paper, 2);

  const over = await deliver(paper, 2);

  assert.deepEqual([over.status, over.body.code, over.body.errors[0].field], [409, "order.more_than_left", "lines.0.quantity"]);
  assert.match(over.body.title, /1/);
  const strange = await act(rep, "orders", paper, "deliver", {
    lines: [{ lineId: (await confirmed()).lines[0].id, quantity: 1 }],
  });
  assert.deepEqual(strange.body.errors[0].field, "lines.0.lineId");
  const twice = { lineId: paper.lines[0].id, quantity: 1 };
  assert.equal((await act(rep, "orders", paper, "deliver", { lines: [twice, twice] })).body.code, "order.more_than_left");
});

test("fifty clients who deliver one order deliver what was ordered and no more", async () => {
  const paper = await confirmed({ lines: [{ name: "交换机", quantity: 20, price: "999.99" }] });

  const answers = await Promise.all(Array.from({ length: 50 }, () => deliver(paper, 1)));

  assert.equal(answers.filter(({ status }) => status === 200).length, 20);
  const refusals = new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code));
  assert.ok(
    [...refusals].every((code) => ["order.nothing_to_deliver", "unavailable.busy"].includes(code)),
    [...refusals].join(),
  );
  assert.deepEqual(await sums(paper), ["19999.80", "19999.80", "0.00", "0.00"]);
});

test("deliveries written by hand are bound by the database as well", async () => {
  const paper = await confirmed({ lines: [{ name: "交换机", quantity: 10, price: "10" }] });
  const send = (quantity: number) =>
    as(rep).post("/api/v1/deliveries", { orderId: paper.id, lines: [{ orderLineId: paper.lines[0].id, quantity }] });

  const answers = await Promise.all([6, 6, 6, 6].map(send));

  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 409, 409, 409]);
  assert.equal(answers.find(({ status }) => status === 409)!.body.code, "orderLine.over_delivered");
  assert.deepEqual(await sums(paper), ["100.00", "60.00", "0.00", "40.00"]);
});

test("a delivery is corrected until it is signed for, and then stands", async () => {
  const paper = await confirmed();
  await deliver(paper, 3);
  const { items } = (await as(rep).get("/api/v1/deliveries?sort=-createdAt&limit=1")).body;
  const path = `/api/v1/deliveries/${items[0].id}`;
  const sent = (await as(rep).get(`${path}?lines=true`)).body;
  const version = { "if-match": String(sent.version) };

  const corrected = await as(rep).patch(path, { lines: [{ id: sent.lines[0].id, quantity: 2 }] }, version);
  assert.equal(corrected.status, 200, corrected.text);
  assert.deepEqual(await sums(paper), ["149.99", "66.66", "0.00", "83.33"]);

  const signed = await act(rep, "deliveries", sent, "sign", { signedOn: "2026-03-02", signedBy: "王工" });
  assert.deepEqual([signed.body.status, signed.body.signedBy], ["signed", "王工"]);
  assert.equal((await act(rep, "deliveries", sent, "sign", { signedOn: "2026-03-02" })).body.code, "delivery.signed_already");
  const late = await as(rep).delete(path, { "if-match": String(signed.body.version) });
  assert.equal(late.body.code, "delivery.signed_already");
});

test("goods of another order, or of one that is not confirmed, do not leave", async () => {
  const paper = await confirmed();
  const other = await confirmed();
  const open = await draft();

  const strange = await as(rep).post("/api/v1/deliveries", {
    orderId: paper.id,
    lines: [{ orderLineId: other.lines[0].id, quantity: 1 }],
  });
  assert.equal(strange.body.code, "deliveryLine.other_order");
  assert.equal((await as(rep).post("/api/v1/deliveries", { orderId: open.id })).body.code, "order.not_confirmed");
});

test("what comes back makes the order worth less, to the cent, and all of it makes it worth nothing", async () => {
  const paper = await confirmed({ lines: [{ name: "线缆", quantity: 3, price: "33.333333" }] });
  await deliver(paper, 3);

  await takeBack(paper, 1);
  assert.deepEqual(await sums(paper), ["100.00", "66.67", "33.33", "0.00"]);
  const [line] = await stored_lines(paper.id);
  assert.deepEqual([line!.delivered, line!.returned, line!.deliveredAmount], ["3", "1", "66.67"]);

  const over = await takeBack(paper, 3);
  assert.deepEqual([over.status, over.body.code], [409, "order.more_than_delivered"]);
  await act(rep, "orders", paper, "takeBack", { reason: "notNeeded" });
  assert.deepEqual(await sums(paper), ["100.00", "0.00", "100.00", "0.00"]);
  assert.equal((await takeBack(paper, 1)).body.code, "order.nothing_delivered");
});

test("goods neither leave nor come back before they were ordered, nor on a day to come", async () => {
  const paper = await confirmed({ orderedOn: "2026-02-20" });
  const ship = (shippedOn: string) => act(rep, "orders", paper, "deliver", { shippedOn });
  const back = (returnedOn: string) => act(rep, "orders", paper, "takeBack", { reason: "quality", returnedOn });
  const at = ({ status, body }: { status: number; body: any }) => [status, body.errors?.[0].code, body.errors?.[0].field];

  assert.deepEqual(at(await ship("2026-02-19")), [409, "delivery.shipped_before_order", "shippedOn"]);
  assert.deepEqual(at(await ship("2026-03-03")), [400, "invalid.in_future", "shippedOn"]);
  assert.equal((await ship("2026-02-25")).status, 200);
  const { items } = (await as(rep).get("/api/v1/deliveries?sort=-createdAt&limit=1")).body;
  const sign = (signedOn: string) => act(rep, "deliveries", items[0], "sign", { signedOn });
  assert.deepEqual(at(await sign("2026-02-24")), [409, "delivery.signed_before_shipped", "signedOn"]);
  assert.deepEqual(at(await sign("2026-03-03")), [400, "invalid.in_future", "signedOn"]);
  assert.equal((await sign("2026-02-26")).status, 200);
  assert.deepEqual(at(await back("2026-02-19")), [409, "returnOrder.returned_before_order", "returnedOn"]);
  assert.deepEqual(at(await back("2026-03-03")), [409, "returnOrder.returned_in_future", "returnedOn"]);
  assert.equal((await back("2026-02-28")).status, 200);
});

test("an order with lines keeps its currency", async () => {
  const paper = await draft();

  const recoined = await as(rep).patch(
    `/api/v1/orders/${paper.id}`,
    { currency: "USD", rate: "7" },
    { "if-match": `"${paper.version}"` },
  );

  assert.deepEqual([recoined.status, recoined.body.code], [409, "order.currency_of_lines"], recoined.text);
});

test("a unit that the company adds has its words on delivered goods too", async () => {
  const admin = await make.user("administrator");
  const unit = model.objects.get("product")!.fields.get("unit")!;
  const options = [...unit.options!, { value: "carton", label: { "zh-CN": "纸箱" } }];
  const set = await as(admin).put("/api/v1/model/objects/product/fields/unit/options", { options });
  assert.ok(set.status < 300, set.text);

  const { objects } = (await as(rep).get("/api/v1/model")).body;

  for (const name of ["orderLine", "deliveryLine", "returnLine"]) {
    const { fields } = objects.find((object: any) => object.name === name);
    const offered = fields.find((field: any) => field.name === "unit").options;
    assert.equal(offered.at(-1).label, "纸箱", name);
  }
});

test("a return that is asked for counts when the goods are received, and not when it is refused", async () => {
  const paper = await confirmed();
  await deliver(paper, 3);
  const ask = (quantity: number) =>
    as(rep).post("/api/v1/return-orders", {
      ...{ orderId: paper.id, reason: "damaged" },
      lines: [{ orderLineId: paper.lines[0].id, quantity }],
    });

  const wanted = await ask(1);
  assert.deepEqual([wanted.status, wanted.body.status, wanted.body.amount.amount], [201, "requested", "33.33"], wanted.text);
  assert.deepEqual(await sums(paper), ["149.99", "99.99", "0.00", "50.00"]);

  const received = await act(rep, "return-orders", wanted.body, "receive");
  assert.deepEqual([received.body.status, received.body.returnedOn], ["received", "2026-03-02"], received.text);
  assert.deepEqual(await sums(paper), ["149.99", "66.66", "33.33", "50.00"]);
  assert.equal((await act(rep, "return-orders", wanted.body, "receive")).body.code, "returnOrder.decided_already");

  const refused = await ask(1);
  assert.equal((await act(rep, "return-orders", refused.body, "refuse", { reason: "人为损坏" })).body.status, "refused");
  const twice = { orderLineId: paper.lines[0].id, quantity: 1 };
  const doubled = await as(rep).post("/api/v1/return-orders", { orderId: paper.id, lines: [twice, twice] });
  assert.equal(doubled.body.code, "not_unique");
  const tooMany = await ask(3);
  assert.equal((await act(rep, "return-orders", tooMany.body, "receive")).body.code, "orderLine.over_returned");
  assert.deepEqual(await sums(paper), ["149.99", "66.66", "33.33", "50.00"]);
});

test("what was delivered cannot be taken off a delivery once it has come back", async () => {
  const paper = await confirmed();
  await deliver(paper, 2);
  await takeBack(paper, 2);
  const { items } = (await as(rep).get("/api/v1/deliveries?sort=-createdAt&limit=1")).body;

  const undone = await as(rep).delete(`/api/v1/deliveries/${items[0].id}`, { "if-match": String(items[0].version) });

  assert.equal(undone.body.code, "orderLine.over_returned");
});

test("cancelling drops what has not left; an order of which nothing left is cancelled as a whole", async () => {
  const paper = await confirmed();
  await deliver(paper, 1);

  const cut = await act(rep, "orders", paper, "cancel", { reason: "客户缩减预算" });

  assert.deepEqual([cut.status, cut.body.status, cut.body.cancelReason], [200, "delivered", "客户缩减预算"], cut.text);
  assert.deepEqual(await sums(paper), ["33.33", "33.33", "0.00", "0.00"]);
  const lines = (await stored_lines(paper.id)).map(({ quantity, cancelled, remaining }) => [quantity, cancelled, remaining]);
  assert.deepEqual(lines, [
    [1, 2, 0],
    [0, 1, 0],
  ]);
  assert.equal((await act(rep, "orders", paper, "cancel", { reason: "再来" })).body.code, "order.nothing_to_cancel");

  const whole = await confirmed();
  assert.equal((await act(rep, "orders", whole, "cancel", { reason: "不要了" })).body.status, "cancelled");
  assert.deepEqual(await sums(whole), ["0.00", "0.00", "0.00", "0.00"]);
  assert.equal((await act(rep, "orders", whole, "deliver")).body.code, "order.nothing_to_deliver");
});

test("a delivery that is undone after the rest was cancelled is not wanted any more either", async () => {
  const contract = await make.contract({ ownerId: rep.userId, lines: [{ name: "交换机", quantity: 3, price: "33.33" }] });
  await act(rep, "contracts", contract, "activate");
  const { id } = (await act(rep, "contracts", contract, "makeOrder")).body.made;
  await act(rep, "orders", { id }, "confirm");
  const { lines } = (await as(rep).get(`/api/v1/orders/${id}?lines=true`)).body;
  await deliver({ id, lines } as unknown as AnyRecord, 2);
  await act(rep, "orders", { id }, "cancel", { reason: "客户缩减预算" });
  const { items } = (await as(rep).get("/api/v1/deliveries?sort=-createdAt&limit=1")).body;

  const undone = await as(rep).delete(`/api/v1/deliveries/${items[0].id}`, { "if-match": String(items[0].version) });

  assert.ok(undone.status < 300, undone.text);
  const [line] = await stored_lines(id);
  assert.deepEqual([line!.quantity, line!.cancelled, line!.remaining], [0, 3, 0]);
  assert.deepEqual([(await stored("order", id)).status, ...(await sums({ id }))], ["cancelled", "0.00", "0.00", "0.00", "0.00"]);
  const again = await act(rep, "contracts", contract, "makeOrder");
  assert.equal(again.status, 200, again.text);
});

test("what is asked to come back is worth what it was when it was asked for, whatever happens meanwhile", async () => {
  const paper = await confirmed({ lines: [{ name: "线缆", quantity: 3, price: "33.333333" }] });
  await deliver(paper, 1);
  const lines = [{ orderLineId: paper.lines[0].id, quantity: 1 }];
  const asked = await as(rep).post("/api/v1/return-orders", { orderId: paper.id, reason: "damaged", lines });

  await deliver(paper, 1);

  assert.deepEqual([asked.body.amount.amount, (await stored("returnOrder", asked.body.id)).amount], ["33.33", "33.33"]);
  assert.deepEqual(await engineWrites(examine), []);
  await act(rep, "return-orders", asked.body, "receive");
  assert.deepEqual(await sums(paper), ["100.00", "33.33", "33.34", "33.33"]);
});

test("what the customer keeps nothing of is worth nothing, though a delivery was undone or the rest cancelled", async () => {
  const undone = await confirmed({ lines: [{ name: "垫片", quantity: 3, price: "0.333333" }] });
  await deliver(undone, 1);
  await deliver(undone, 1);
  await takeBack(undone, 1);
  assert.deepEqual(await sums(undone), ["1.00", "0.33", "0.34", "0.33"]);
  const { items } = (await as(rep).get("/api/v1/deliveries?sort=-createdAt&limit=1")).body;
  await as(rep).delete(`/api/v1/deliveries/${items[0].id}`, { "if-match": String(items[0].version) });
  assert.deepEqual(await sums(undone), ["1.00", "0.00", "0.34", "0.66"]);

  const cut = await confirmed({ lines: [{ name: "垫圈", quantity: 3, price: "0.0083" }] });
  await deliver(cut, 2);
  await takeBack(cut, 2);
  await act(rep, "orders", cut, "cancel", { reason: "改期" });
  assert.deepEqual(await sums(cut), ["0.01", "0.00", "0.01", "0.00"]);
});

test("nothing that comes back is credited with less than nothing", async () => {
  const paper = await confirmed({ lines: [{ name: "垫片", quantity: 3, price: "0.333333" }] });
  await deliver(paper, 2);
  await takeBack(paper, 1);
  await deliver(paper, 1);
  await takeBack(paper, 0.0001);

  assert.deepEqual(await sums(paper), ["1.00", "0.66", "0.34", "0.00"]);
});

test("an order in dollars is delivered in dollars", async () => {
  const paper = await confirmed({ currency: "USD", rate: "7.1", lines: [{ name: "License", quantity: 3, price: "33.33" }] });
  await deliver(paper, 1);

  const { body } = await as(rep).get(`/api/v1/orders/${paper.id}`);
  assert.deepEqual(body.deliveredAmount, { amount: "33.33", currency: "USD", base: "236.64" });
  assert.deepEqual(body.openAmount.amount, "66.66");
});

test("orders are their owner's: strangers find none, readers change none, the warehouse delivers", async () => {
  const paper = await confirmed();
  const stranger = await make.user("sales", "north");
  const clerk = await make.user("finance");
  const warehouse = await make.user("purchasing");

  for (const verb of ["deliver", "cancel", "takeBack", "reopen", "confirm"]) {
    const input = verb === "cancel" ? { reason: "x" } : verb === "takeBack" ? { reason: "quality" } : {};
    assert.equal((await act(stranger, "orders", paper, verb, input)).status, 404, verb);
    assert.equal((await act(clerk, "orders", paper, verb, input)).status, 403, verb);
  }
  assert.equal((await act(warehouse, "orders", paper, "deliver")).status, 200);
  assert.equal((await act(warehouse, "orders", paper, "cancel", { reason: "x" })).status, 403);
  const sent = (await as(clerk).get("/api/v1/deliveries?sort=-createdAt&limit=1")).body.items[0];
  assert.equal((await act(stranger, "deliveries", sent, "sign", { signedOn: "2026-03-05" })).status, 404);
  assert.equal((await act(clerk, "deliveries", sent, "sign", { signedOn: "2026-03-05" })).status, 403);
  const wanted = await as(rep).post("/api/v1/return-orders", {
    orderId: paper.id,
    lines: [{ orderLineId: paper.lines[0].id, quantity: 1 }],
  });
  for (const [verb, input] of [
    ["receive", {}],
    ["refuse", { reason: "x" }],
  ] as const) {
    assert.equal((await act(stranger, "return-orders", wanted.body, verb, input)).status, 404, verb);
    assert.equal((await act(clerk, "return-orders", wanted.body, verb, input)).status, 403, verb);
  }
});
