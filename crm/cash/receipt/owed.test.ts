import assert from "node:assert/strict";
import { test } from "node:test";
import { filledOldestFirst, type Owed, owedByContract, partsOf, problemOf, totalOf } from "./owed.ts";

const owed = (key: string, amount: string, currency = "CNY"): Owed => ({
  ...{ key, paymentPlanId: key, name: key, contract: null, dueOn: "2026-01-01", daysOverdue: null },
  outstanding: { amount, currency, base: amount },
});

test("money pays what was due first first, and the last only as far as it goes", () => {
  const plans = [owed("a", "100.10"), owed("b", "50"), owed("c", "70")];
  assert.deepEqual(filledOldestFirst(plans, "160", "CNY"), { a: "100.10", b: "50", c: "9.9" });
  assert.deepEqual(filledOldestFirst(plans, "20", "CNY"), { a: "20" });
});

test("what is owed in another currency is left to the person", () => {
  const plans = [owed("usd", "100", "USD"), owed("cny", "30")];
  assert.deepEqual(filledOldestFirst(plans, "200", "CNY"), { cny: "30" });
  assert.equal(problemOf("700", plans[0]!, "CNY"), null);
});

test("an amount that is none, or more than is owed, is told while it is typed", () => {
  const plan = owed("a", "100");
  assert.deepEqual(
    ["", null, "100", "100.01", "一百", "-5"].map((amount) => problemOf(amount, plan, "CNY")),
    [null, null, null, "too_much", "not_amount", "not_amount"],
  );
});

test("empty rows are no parts, and what is kept for later is one", () => {
  const amounts = { a: "10.50", b: "", prepayment: "3" };
  assert.deepEqual(partsOf([owed("a", "100"), owed("b", "5")], amounts), [
    { paymentPlanId: "a", amount: "10.50" },
    { prepayment: true, amount: "3" },
  ]);
  assert.equal(totalOf(amounts), "13.5");
  assert.deepEqual(partsOf([owed("usd", "100", "USD")], { usd: "715" }, { usd: "100" }), [
    { paymentPlanId: "usd", amount: "715", settled: "100" },
  ]);
});

test("of a contract only what no instalment covers is owed beside its instalments", () => {
  const money = (amount: string) => ({ amount, currency: "CNY", base: amount });
  const contract = (unplannedOwed: string) =>
    owedByContract({
      id: "k",
      version: 1,
      name: "设备",
      number: "HT1",
      unplannedOwed: money(unplannedOwed),
      outstanding: money("500"),
    });
  assert.equal(contract("0"), null);
  assert.equal(contract("300")?.outstanding.amount, "300");
});
