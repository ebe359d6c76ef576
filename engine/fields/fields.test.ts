import assert from "node:assert/strict";
import { test } from "node:test";
import Big from "big.js";
import fc from "fast-check";
import type { ModelField } from "../model/model.ts";
import type { FieldDefinition } from "../object.ts";
import { parseDecimal, parseDecimalText, rounded, roundedMoney, trimmed } from "./decimal.ts";
import { fieldKind } from "./field-kind.ts";
import { dateFormatsOf } from "./time.ts";

const facts = { recordType: "standard", zone: "Asia/Shanghai" };
const options = [{ value: "a" }, { value: "b", types: ["custom"] }, { value: "old", retired: true }];
const id = "01900000-0000-7000-8000-000000000001";

/** What a parse gives: the value, or the code of the problem. */
function outcome(definition: FieldDefinition, how: "parse" | "parseText", value: unknown, more = {}) {
  const field = { name: "f", key: "f", columns: [], system: false, custom: false, ...definition } as ModelField;
  const parsed = fieldKind(definition.type)[how](value as never, field, { ...facts, ...more });
  return "value" in parsed ? parsed.value : { code: parsed.problem.code };
}

const code = (name: string) => ({ code: `invalid.${name}` });

const VALUES: [FieldDefinition, unknown, unknown][] = [
  [{ type: "text" }, " a\u0000b\n c ", "ab c"],
  [{ type: "text" }, "", null],
  [{ type: "text", max: 2 }, "客海云", code("too_long")],
  [{ type: "text", max: 2 }, "👍👍", "👍👍"],
  [{ type: "text" }, 5, code("text")],
  [{ type: "longText" }, "a\r\nb", "a\nb"],
  [
    { type: "richText" },
    '<a href="javascript:x">t</a><img src=x onerror=y>',
    '<a rel="noopener noreferrer nofollow" target="_blank">t</a>',
  ],
  [{ type: "integer" }, 5, 5],
  [{ type: "integer" }, 5.5, code("integer")],
  [{ type: "integer" }, 1e20, code("integer")],
  [{ type: "integer", max: 4 }, 5, code("too_large")],
  [{ type: "number", scale: 2 }, 1.005, 1.01],
  [{ type: "number" }, "12,5", code("number")],
  [{ type: "percent", max: 100 }, 100.5, code("too_large")],
  [{ type: "money" }, "12.3", "12.3"],
  [{ type: "money" }, { amount: "7", currency: "CNY" }, "7"],
  [{ type: "money" }, "0.1e2", "10"],
  [{ type: "money" }, "1e13", code("too_large")],
  [{ type: "money" }, "NaN", code("money")],
  [{ type: "money" }, true, code("money")],
  [{ type: "price" }, "0.1234567", "0.123457"],
  [{ type: "date" }, "2026-02-29", code("date")],
  [{ type: "date" }, "2024-02-29", "2024-02-29"],
  [{ type: "date" }, "2026-1-1", code("date")],
  [{ type: "dateTime" }, "2026-01-01T08:00:00+08:00", "2026-01-01T00:00:00.000Z"],
  [{ type: "dateTime" }, "2026-01-01", code("date_time")],
  [{ type: "boolean" }, "true", code("boolean")],
  [{ type: "choice", options }, "a", "a"],
  [{ type: "choice", options }, "b", code("option_of_type")],
  [{ type: "choice", options }, "old", code("option")],
  [{ type: "choice", options }, "toString", code("option")],
  [{ type: "multiChoice", options }, ["a", "a"], ["a"]],
  [{ type: "multiChoice", options }, [], null],
  [{ type: "multiChoice", options }, "a", code("option")],
  [{ type: "phone" }, "+86 (138) 0013-8000", "13800138000"],
  [{ type: "phone" }, "0510-8888 6666", "051088886666"],
  [{ type: "phone" }, "+1 415 555 2671", "+14155552671"],
  [{ type: "phone" }, "12", code("phone")],
  [{ type: "phone" }, "<b>13800138000</b>", code("phone")],
  [{ type: "email" }, "A@B.CN", "a@b.cn"],
  [{ type: "email" }, "a@b", code("email")],
  [{ type: "url" }, "kehai.cn", "https://kehai.cn"],
  [{ type: "url" }, "javascript:alert(1)", code("url")],
  [{ type: "address" }, { city: "无锡", street: "" }, { city: "无锡" }],
  [{ type: "address" }, { planet: "Mars" }, code("address")],
  [{ type: "reference", to: "x" }, id.toUpperCase(), id],
  [{ type: "reference", to: "x" }, "1", code("reference")],
  [{ type: "multiReference", to: "x" }, [id, id], [id]],
  [{ type: "json", schema: { type: "object" } }, [], code("json")],
];

for (const [definition, value, expected] of VALUES) {
  test(`${definition.type} ${JSON.stringify(value)} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(outcome(definition, "parse", value), expected);
  });
}

const CELLS: [FieldDefinition, string, unknown, object?][] = [
  [{ type: "integer" }, "1,234", 1234],
  [{ type: "number" }, "１２．５", 12.5],
  [{ type: "money" }, "¥1,234.50", "1234.5"],
  [{ type: "money" }, "(300)", "-300"],
  [{ type: "money" }, "1.5万", "15000"],
  [{ type: "money" }, "12元", "12"],
  [{ type: "money" }, "about 5", code("money")],
  [{ type: "percent" }, "12.5%", 12.5],
  [{ type: "boolean" }, "是", true],
  [{ type: "boolean" }, "否", false],
  [{ type: "boolean" }, "maybe", code("boolean")],
  [{ type: "date" }, "2026年3月2日", "2026-03-02"],
  [{ type: "date" }, "2026/3/2", "2026-03-02"],
  [{ type: "date" }, "20260302", "2026-03-02"],
  [{ type: "date" }, "02/03/2026", code("date")],
  [{ type: "date" }, "02/03/2026", "2026-03-02", { dateFormat: "DD/MM/YYYY" }],
  [{ type: "date" }, "02/03/2026", "2026-02-03", { dateFormat: "MM/DD/YYYY" }],
  [{ type: "dateTime" }, "2026-03-02 08:30", "2026-03-02T00:30:00.000Z"],
  [{ type: "dateTime" }, "2026-03-02 24:30", code("date_time")],
  [{ type: "multiChoice", options }, "a；a", ["a"]],
  [{ type: "richText" }, "1 < 2\n& more", "<p>1 &lt; 2</p><p>&amp; more</p>"],
];

for (const [definition, text, expected, more] of CELLS) {
  test(`a cell "${text}" read as ${definition.type} is ${JSON.stringify(expected)}`, () => {
    assert.deepEqual(outcome(definition, "parseText", text, more), expected);
  });
}

test("the order of dates in a column is found, and left open where it is", () => {
  assert.deepEqual(dateFormatsOf(["13/02/2026", "01/02/2026"]), ["DD/MM/YYYY"]);
  assert.deepEqual(dateFormatsOf(["01/02/2026"]), ["DD/MM/YYYY", "MM/DD/YYYY"]);
  assert.deepEqual(dateFormatsOf(["2026-01-02", "2026/1/3"])[0], "YYYY-MM-DD");
});

test("an amount that needs no rounding is written as rounding it would", () => {
  for (const value of ["0.00", "-0.00", "-0.50", "0.5", "1.50", "-1.50", "00.10", ".50", "12", "-3", "1e2", "100.000", "0"]) {
    for (const scale of [0, 2, 3]) assert.equal(rounded(value, scale), new Big(value).toFixed(scale, Big.roundHalfUp), value);
  }
});

test("amounts are rounded half up at their currency's scale", () => {
  assert.equal(roundedMoney("0.005", "CNY"), "0.01");
  assert.equal(roundedMoney("-0.005", "CNY"), "-0.01");
  assert.equal(roundedMoney("1.4", "JPY"), "1");
  assert.equal(roundedMoney("1.0005", "KWD"), "1.001");
});

test("a decimal that is written and read again is itself", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 4 }), (digits, scale) => {
      const sign = digits < 0n ? "-" : "";
      const padded = String(digits < 0n ? -digits : digits).padStart(scale + 1, "0");
      const text = sign + (scale === 0 ? padded : `${padded.slice(0, -scale)}.${padded.slice(-scale)}`);
      assert.equal(parseDecimal(text)!.toFixed(scale), parseDecimal(text)!.eq(0) ? rounded("0", scale) : text);
      assert.ok(parseDecimalText(trimmed(text))!.eq(parseDecimal(text)!));
    }),
  );
});

test("no text breaks a reader of cells", () => {
  const types = ["text", "integer", "money", "percent", "date", "dateTime", "boolean", "phone", "email", "url", "json"] as const;
  fc.assert(
    fc.property(fc.constantFrom(...types), fc.string({ unit: "binary", minLength: 1 }), (type, text) => {
      outcome({ type }, "parseText", text);
      outcome({ type }, "parse", text);
    }),
  );
});
