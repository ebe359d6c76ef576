import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, add } = await startCrmCompany();
const rep = await make.user();
const finance = await make.user("finance");

test("a deal's line gets the price for its customer from the books of the day, else the list price", async () => {
  const product = await make.product({ listPrice: "100" });
  const everybody = await add("priceBook", { name: "2026 价格表" });
  const key = await add("priceBook", { name: "重点客户", level: "A" });
  const over = await add("priceBook", { name: "去年", level: "A", validTo: "2025-12-31" });
  const stopped = await add("priceBook", { name: "停用", level: "A", status: "stopped", validFrom: "2026-03-01" });
  await add("priceBookEntry", { priceBookId: everybody.id, productId: product.id, price: "95" });
  await add("priceBookEntry", { priceBookId: everybody.id, productId: product.id, minQuantity: 10, price: "90" });
  await add("priceBookEntry", { priceBookId: key.id, productId: product.id, price: "80" });
  for (const book of [over, stopped]) await add("priceBookEntry", { priceBookId: book.id, productId: product.id, price: "1" });

  const priceFor = async (values: Record<string, unknown>, line: Record<string, unknown> = {}) => {
    const account = await make.account({ ownerId: rep.userId, ...values });
    const deal = await make.opportunity({ ownerId: rep.userId, accountId: account.id });
    const made = await as(rep).post("/api/v1/opportunity-lines", { opportunityId: deal.id, productId: product.id, ...line });
    assert.equal(made.status, 201, made.text);
    return made.body.price;
  };

  assert.equal(await priceFor({ level: "A" }), "80");
  assert.equal(await priceFor({ level: "B" }), "95");
  assert.equal(await priceFor({}, { quantity: 10 }), "90");
  assert.equal(await priceFor({ level: "A" }, { price: "77" }), "77", "a price that is stated stays");
  assert.equal(await priceFor({}, { productId: (await make.product({ listPrice: "12" })).id }), "12");
});

test("another product on the line brings its own price, unless one is stated with it", async () => {
  const [pump, valve] = [await make.product({ listPrice: "100" }), await make.product({ listPrice: "8" })];
  const deal = await make.opportunity({ ownerId: rep.userId });
  const line = await add("opportunityLine", { opportunityId: deal.id, productId: pump.id });
  const change = (values: Record<string, unknown>, version: number) =>
    as(rep).patch(`/api/v1/opportunity-lines/${line.id}`, values, { "if-match": String(version) });

  const changed = await change({ productId: valve.id }, 1);
  const stated = await change({ productId: pump.id, price: "50" }, 2);

  assert.equal(changed.body.price, "8", changed.text);
  assert.equal(stated.body.price, "50", stated.text);
});

test("a book has one price for a product from a quantity on, and keeps its currency and its order of days", async () => {
  const product = await make.product();
  const book = await as(finance).post("/api/v1/price-books", { name: "出口", currency: "USD" });
  const entry = { priceBookId: book.body.id, productId: product.id, price: "12.5" };

  const first = await as(finance).post("/api/v1/price-book-entries", entry);
  const again = await as(finance).post("/api/v1/price-book-entries", entry);
  const step = await as(finance).post("/api/v1/price-book-entries", { ...entry, minQuantity: 100, price: "11" });
  const recoined = await as(finance).patch(`/api/v1/price-books/${book.body.id}`, { currency: "EUR" }, { "if-match": "1" });
  const turned = await as(finance).post("/api/v1/price-books", { name: "倒", validFrom: "2026-02-01", validTo: "2026-01-01" });

  assert.equal(first.status, 201, first.text);
  assert.equal(first.body.currency, "USD");
  assert.equal(again.body.code, "not_unique", again.text);
  assert.equal(step.status, 201, step.text);
  assert.equal(recoined.body.code, "priceBook.currency_of_prices", recoined.text);
  assert.equal(turned.body.code, "priceBook.ends_early", turned.text);
});

test("reps read prices and see no costs; those who buy keep both", async () => {
  const buyer = await make.user("purchasing");
  const product = await make.product({ cost: "61.5" });
  const book = await add("priceBook", { name: "标准" });

  const seen = await as(rep).get(`/api/v1/products/${product.id}`);
  const known = await as(buyer).get(`/api/v1/products/${product.id}`);
  const refused = await as(rep).post("/api/v1/price-book-entries", { priceBookId: book.id, productId: product.id, price: "1" });
  const sorted = await as(rep).get("/api/v1/products?sort=cost");

  assert.equal("cost" in seen.body, false);
  assert.equal(known.body.cost, "61.5");
  assert.equal(refused.status, 403, refused.text);
  assert.equal(sorted.body.code, "filter.unknown_field", sorted.text);
  assert.equal((await as(rep).get(`/api/v1/price-books/${book.id}`)).status, 200);
  assert.equal(
    (await as(buyer).get(`/api/v1/price-books/${book.id}`)).status,
    404,
    "what is sold for how much is not for those who buy",
  );
});

test("a category is not below itself, by one step or two", async () => {
  const hardware = await add("productCategory", { name: "硬件" });
  const servers = await add("productCategory", { name: "服务器", parentId: hardware.id });

  for (const parentId of [hardware.id, servers.id]) {
    const answer = await as(finance).patch(`/api/v1/product-categories/${hardware.id}`, { parentId }, { "if-match": "1" });
    assert.equal(answer.body.code, "productCategory.own_parent", answer.text);
  }
});
