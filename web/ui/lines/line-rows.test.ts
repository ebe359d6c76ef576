import assert from "node:assert/strict";
import { test } from "node:test";
import type { WireField } from "#engine/wire.ts";
import {
  blankRow,
  foundIn,
  isFilled,
  type LineRow,
  moveRow,
  problemsAt,
  rowOf,
  setValue,
  shownRow,
  writtenRows,
} from "./line-rows.ts";

const field = (name: string, rest: Partial<WireField> = {}) =>
  ({ name, key: name, label: name, type: "text", ...rest }) as WireField;
const product = field("product", { key: "productId", type: "reference" });
const quantity = field("quantity", { type: "number", default: 1 });
const amount = field("amount", { type: "money", readOnly: true });
const fields = [product, quantity, amount];
const row = (key: string, values: Record<string, unknown> = {}): LineRow => ({ key, values, known: {} });

test("a new line begins with the defaults and counts as empty until somebody fills it", () => {
  const blank = blankRow(fields);
  assert.deepEqual(blank.values, { quantity: 1 });
  assert.equal(isFilled(blank, fields), false);
  assert.equal(isFilled(setValue(blank, quantity, "2"), fields), true);
});

test("a stored line keeps its id, its references their names, and what rules computed is not sent back", () => {
  const stored = rowOf({ id: "l1", version: 1, product: { id: "p1", title: "软件" }, quantity: 3, amount: null }, fields);
  assert.deepEqual(stored.known.productId, { id: "p1", title: "软件" });
  assert.deepEqual(writtenRows([stored, row("new", { productId: "p2", quantity: "" })], fields), [
    { id: "l1", productId: "p1", quantity: 3 },
    { productId: "p2" },
  ]);
});

test("a cleared cell of a stored line is sent as empty", () => {
  const stored = setValue(rowOf({ id: "l1", version: 1, quantity: 3 }, fields), quantity, "");
  assert.deepEqual(writtenRows([stored], fields), [{ id: "l1", productId: null, quantity: null }]);
});

test("a refusal is shown at its cell, also when the server names the field rather than its key", () => {
  const rows = [row("a"), row("b")];
  const errors = [
    { field: "lines.1.quantity", message: "太多" },
    { field: "lines.0.product", message: "必填" },
    { field: "lines", message: "最多 500 行" },
    { field: "name", message: "必填名称" },
  ];
  assert.deepEqual(problemsAt(errors, "lines", rows, fields), {
    problems: { "b.quantity": "太多", "a.productId": "必填" },
    placed: errors.slice(0, 2),
  });
});

test("a line moves as far as the ends and no further", () => {
  const rows = ["a", "b", "c"].map((key) => row(key));
  const order = (moved: LineRow[]) => moved.map(({ key }) => key).join("");
  assert.equal(order(moveRow(rows, "a", 1)), "bac");
  assert.equal(order(moveRow(rows, "c", -1)), "cab");
  assert.equal(order(moveRow(rows, "a", 9)), "bca");
});

test("what the server found is shown and not sent, until somebody types something else", () => {
  const typed = row("a", { productId: "p1" });
  const found = foundIn(
    typed,
    { id: "x", version: 1, product: { id: "p1", title: "软件" }, quantity: 1, amount: "100.00" },
    fields,
  );
  assert.deepEqual(shownRow(found).values, { productId: "p1", quantity: 1, amount: "100.00" });
  assert.deepEqual(writtenRows([found], fields), [{ productId: "p1" }]);

  const changed = setValue(found, quantity, "2");
  assert.equal(shownRow(changed).values.quantity, "2");
});

test("what was found stays while something in the line is wrong", () => {
  const record = { id: "x", version: 1, product: { id: "p1", title: "软件" }, quantity: 1, amount: "100.00" };
  const found = foundIn(row("a", { productId: "p1" }), record, fields);

  const wrong = foundIn(setValue(found, quantity, "-5"), null, fields);

  assert.deepEqual(shownRow(wrong).values, { productId: "p1", quantity: "-5", amount: "100.00" });
});
