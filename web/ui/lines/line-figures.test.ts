import assert from "node:assert/strict";
import { test } from "node:test";
import type { WireField } from "#engine/wire.ts";
import { sumOfColumn, withFigures } from "./line-figures.ts";

const fields = ["quantity", "price", "discount", "taxRate", "net", "tax", "amount"].map(
  (name) => ({ name, key: name, type: "number" }) as WireField,
);
const amount = fields.at(-1)!;
const line = (values: Record<string, unknown>) => ({ key: "a", values, known: {} });
const CNY = { currency: "CNY", pricesIncludeTax: true };

test("a line shows net, tax and amount while it is typed", () => {
  const typed = line({ quantity: "3", price: "33.33", discount: 10, taxRate: 13 });
  assert.deepEqual(withFigures(typed, fields, CNY).values, { ...typed.values, net: "79.64", tax: "10.35", amount: "89.99" });
  const net = withFigures(typed, fields, { ...CNY, pricesIncludeTax: false });
  assert.deepEqual([net.values.net, net.values.tax, net.values.amount], ["89.99", "11.70", "101.69"]);
});

test("half a number shows no amount, and a sum leaves it out", () => {
  const half = withFigures(line({ quantity: "-", price: "5" }), fields, CNY);
  assert.equal(half.values.amount, null);
  const whole = withFigures(line({ quantity: "2", price: "0.1" }), fields, CNY);
  assert.equal(sumOfColumn([half, whole, whole], amount, fields), "0.4");
});

test("what is offered aside is not added up", () => {
  const isOptional = { name: "isOptional", key: "isOptional", type: "boolean", leavesOut: true } as WireField;
  const rows = [line({ amount: "10" }), line({ amount: "5", isOptional: true }), line({ amount: "2", isOptional: false })];
  assert.equal(sumOfColumn(rows, amount, [...fields, isOptional]), "12");
});

test("lines that are no goods have no figures", () => {
  const plan = line({ quantity: "1" });
  assert.equal(withFigures(plan, [fields[0]!], CNY), plan);
});
