import assert from "node:assert/strict";
import { test } from "node:test";
import type { WireField } from "#engine/wire.ts";
import type { LineRow } from "./line-rows.ts";
import { cellsOf, pasteCells } from "./paste-rows.ts";

const field = (name: string, label: string, type: WireField["type"], rest: Partial<WireField> = {}) =>
  ({ name, key: name, label, type, ...rest }) as WireField;
const product = field("product", "产品", "reference", { key: "productId" });
const quantity = field("quantity", "数量", "number", { default: 1 });
const price = field("price", "单价", "price");
const amount = field("amount", "金额", "money", { readOnly: true });
const shippedOn = field("shippedOn", "发货日期", "date");
const columns = [product, quantity, price, amount, shippedOn];
const rows: LineRow[] = [{ key: "first", values: { quantity: 7 }, known: {} }];

test("one word is no table; a cell may hold a tab or a line break in quotes", () => {
  assert.equal(cellsOf("1,200"), null);
  assert.deepEqual(cellsOf('软件\t1\r\n"带""引号""\n的"\t2\r\n'), [
    ["软件", "1"],
    ['带"引号"\n的', "2"],
  ]);
  assert.deepEqual(cellsOf("a\t\nb\t"), [
    ["a", ""],
    ["b", ""],
  ]);
});

test("cells copied from Excel fill the table from the cell one stands in and add lines", () => {
  const pasted = pasteCells(cellsOf("2\t¥1,200.50\t\t2026/3/5\n3\t五\n")!, rows, { row: 0, column: 1 }, columns, columns);
  assert.deepEqual(
    pasted.rows.map(({ values }) => values),
    [
      { quantity: "2", price: "1200.5", shippedOn: "2026-03-05" },
      { quantity: "3", price: "五" },
    ],
  );
  assert.equal(pasted.rows[0]!.key, "first");
});

test("column names in the first row say what is meant, in any order, and products are looked up", () => {
  const pasted = pasteCells(cellsOf("数量\t备用\t产品\n5\tx\t进销存软件")!, rows, { row: 0, column: 3 }, columns, columns);
  assert.deepEqual(pasted.rows[0]!.values, { quantity: "5" });
  assert.deepEqual(pasted.named, [{ row: "first", field: product, text: "进销存软件" }]);
});

test("what rules compute cannot be pasted over", () => {
  const pasted = pasteCells(cellsOf("9\t9\t9")!, rows, { row: 0, column: 1 }, columns, columns);
  assert.deepEqual(pasted.rows[0]!.values, { quantity: "9", price: "9" });
});
