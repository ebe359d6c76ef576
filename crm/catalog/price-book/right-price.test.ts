import assert from "node:assert/strict";
import { test } from "node:test";
import { type PriceOffer, type PriceQuestion, rightPrice } from "./right-price.ts";

const offer = (price: string, values: Partial<PriceOffer> = {}): PriceOffer => ({
  ...{ productId: "pump", minQuantity: 0, currency: "CNY", level: null, validFrom: null, validTo: null },
  price,
  ...values,
});
const question: PriceQuestion = { productId: "pump", quantity: 10, currency: "CNY", level: "A", on: "2026-05-01" };

test("the customer's level comes before any, the later book before the earlier, the larger step before the smaller", () => {
  const offers = [
    offer("100"),
    offer("90", { level: "A" }),
    offer("88", { level: "A", validFrom: "2026-01-01" }),
    offer("80", { level: "A", validFrom: "2026-01-01", minQuantity: 10 }),
    offer("70", { level: "A", validFrom: "2026-01-01", minQuantity: 11 }),
    offer("60", { level: "B" }),
  ];

  assert.equal(rightPrice(offers, question), "80");
  assert.equal(rightPrice(offers, { ...question, quantity: 9 }), "88");
  assert.equal(rightPrice(offers, { ...question, on: "2025-12-31" }), "90");
  assert.equal(rightPrice(offers, { ...question, level: null }), "100");
  assert.equal(rightPrice(offers, { ...question, level: "B", quantity: 1 }), "60");
});

test("a price holds from its first day to its last, in its own currency and for its own product", () => {
  const offers = [offer("100", { validFrom: "2026-05-01", validTo: "2026-05-01" })];

  assert.equal(rightPrice(offers, question), "100");
  assert.equal(rightPrice(offers, { ...question, on: "2026-04-30" }), null);
  assert.equal(rightPrice(offers, { ...question, on: "2026-05-02" }), null);
  assert.equal(rightPrice(offers, { ...question, currency: "USD" }), null);
  assert.equal(rightPrice(offers, { ...question, productId: "valve" }), null);
});
