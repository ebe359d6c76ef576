import assert from "node:assert/strict";
import { test } from "node:test";
import { choosableLines, chosenLines, problemOf } from "./left-of.ts";

const document = (lines: Record<string, unknown>[], values: Record<string, unknown> = {}) => ({
  ...{ id: "d", version: 1, ...values },
  lines: lines.map((line, i) => ({ id: `l${i}`, version: 1, name: `货${i}`, ...line })),
});

test("everything that is still to be delivered is chosen, and what is complete is not offered", () => {
  const order = document([
    { quantity: 10, remaining: 4 },
    { quantity: 2, remaining: 0 },
  ]);
  const lines = choosableLines("order", "deliver", order);
  assert.deepEqual(chosenLines(lines), [{ lineId: "l0", quantity: 4 }]);
});

test("nothing comes back unless somebody says what", () => {
  const lines = choosableLines("order", "takeBack", document([{ quantity: 10, delivered: 6, returned: 1 }]));
  assert.deepEqual([lines[0]!.left, chosenLines(lines)], ["5", []]);
});

test("a framework contract is never used up, another one is", () => {
  const line = { quantity: 5, ordered: 5 };
  assert.equal(choosableLines("contract", "makeOrder", document([line])).length, 0);
  assert.equal(choosableLines("contract", "makeOrder", document([line], { recordType: "framework" }))[0]!.left, "5");
});

test("what contracts took of a quote is not ordered once more", () => {
  const quoted = [
    { quantity: 10, contracted: 3, ordered: 2.5 },
    { quantity: 1, isOptional: true },
  ];
  const lines = choosableLines("quote", "makeOrder", document(quoted));
  assert.deepEqual(
    lines.map(({ left }) => left),
    ["4.5"],
  );
});

test("more than is left, or no number, is told while it is typed", () => {
  const [line] = choosableLines("order", "deliver", document([{ quantity: 10, remaining: 4 }]));
  const told = ["", "4", "4.0001", "四"].map((chosen) => problemOf({ ...line!, chosen }));
  assert.deepEqual(told, [null, null, "too_much", "not_number"]);
});
