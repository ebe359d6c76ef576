import assert from "node:assert/strict";
import { test } from "node:test";
import Big from "big.js";
import fc from "fast-check";
import { rounded } from "./decimal.ts";
import { equalParts, isMore, lineAmounts, minus, partOf, plus } from "./money.ts";

const line = { quantity: 3, price: "33.33", discount: 0, taxRate: 13, pricesIncludeTax: true, currency: "CNY" };

const LINES: [Partial<typeof line>, { net: string; tax: string; amount: string }][] = [
  [{}, { net: "88.49", tax: "11.50", amount: "99.99" }],
  [{ pricesIncludeTax: false }, { net: "99.99", tax: "13.00", amount: "112.99" }],
  [{ discount: 12.5 }, { net: "77.42", tax: "10.07", amount: "87.49" }],
  [{ discount: 100 }, { net: "0.00", tax: "0.00", amount: "0.00" }],
  [{ taxRate: 0 }, { net: "99.99", tax: "0.00", amount: "99.99" }],
  [
    { quantity: 0.0001, price: "0.01" },
    { net: "0.00", tax: "0.00", amount: "0.00" },
  ],
  [
    { price: "0.005", quantity: 1 },
    { net: "0.01", tax: "0.00", amount: "0.01" },
  ],
  [{ currency: "JPY" }, { net: "88", tax: "12", amount: "100" }],
];

test("a line's amounts are rounded half up, and net and tax make the whole", () => {
  for (const [change, expected] of LINES) assert.deepEqual(lineAmounts({ ...line, ...change }), expected, JSON.stringify(change));
});

test("net and tax add up to the amount for every line there can be", () => {
  const anyLine = fc.record({
    quantity: fc.integer({ min: 0, max: 99_999_999 }).map((n) => n / 10_000),
    price: fc.integer({ min: 0, max: 999_999_999 }).map((n) => new Big(n).div(1_000_000).toFixed()),
    discount: fc.integer({ min: 0, max: 1_000_000 }).map((n) => n / 10_000),
    taxRate: fc.constantFrom(0, 1, 3, 6, 9, 13),
    pricesIncludeTax: fc.boolean(),
    currency: fc.constantFrom("CNY", "JPY", "KWD"),
  });
  fc.assert(
    fc.property(anyLine, (each) => {
      const { net, tax, amount } = lineAmounts(each);
      assert.equal(new Big(net).plus(tax).toFixed(), new Big(amount).toFixed());
      assert.ok(new Big(tax).gte(0));
    }),
  );
});

test("parts of a quantity share its amount, and all of it is worth all", () => {
  assert.equal(partOf("100.00", 1, 3, "CNY"), "33.33");
  assert.equal(partOf("100.00", 2, 3, "CNY"), "66.67");
  assert.equal(partOf("100.00", 3, 3, "CNY"), "100.00");
  assert.equal(partOf("0.00", 0, 0, "CNY"), "0.00");
});

test("equal parts make the whole, and none is below nothing", () => {
  assert.deepEqual(equalParts("200", 3, "CNY"), ["66.67", "66.67", "66.66"]);
  const whole = fc.integer({ min: 0, max: 100_000 }).map((cents) => new Big(cents).div(100).toFixed(2));
  fc.assert(
    fc.property(whole, fc.integer({ min: 1, max: 120 }), (amount, count) => {
      const parts = equalParts(amount, count, "CNY").map((part) => new Big(part));
      assert.ok(parts.length === count && parts.every((part) => part.gte(0)));
      assert.equal(parts.reduce((sum, part) => sum.plus(part)).toFixed(2), amount);
    }),
  );
});

/** Decimals of at most so many units, whichever digit the unit is. */
const decimals = (most: bigint, digits: number) =>
  fc
    .tuple(fc.bigInt({ min: -most, max: most }), fc.integer({ min: 0, max: digits }))
    .map(([units, scale]) => new Big(units.toString()).div(10 ** scale).toFixed(scale));

test("one amount is more than another as numbers are, however they are written", () => {
  const some = fc.oneof(decimals(100_000n, 4), fc.constantFrom("0", "0.00", "-0", "-0.00", null));
  fc.assert(
    fc.property(some, some, (a, b) => {
      assert.equal(isMore(a, b), new Big(a ?? 0).gt(b ?? 0), `${a} ${b}`);
    }),
    { numRuns: 1_000 },
  );
});

test("sums and differences are what exact arithmetic makes of them, however the numbers are written", () => {
  const some = fc.oneof(decimals(10n ** 17n, 6), fc.constantFrom("0", "-0", "-0.00", "1e3", "5e-7", ".5", "007.10", null));
  fc.assert(
    fc.property(some, fc.array(some, { maxLength: 4 }), (first, rest) => {
      const sum = [first, ...rest].reduce((total, each) => total.plus(each ?? 0), new Big(0));
      const left = rest.reduce((total, each) => total.minus(each ?? 0), new Big(first ?? 0));
      assert.equal(plus(first, ...rest), sum.eq(0) ? "0" : sum.toFixed());
      assert.equal(minus(first, ...rest), left.eq(0) ? "0" : left.toFixed());
      assert.equal(isMore(first, rest[0] ?? null), new Big(first ?? 0).gt(rest[0] ?? 0));
    }),
    { numRuns: 1_000 },
  );
});

test("rounding is half away from nothing, to as many digits as are asked for", () => {
  fc.assert(
    fc.property(
      fc.oneof(decimals(10n ** 12n, 6), fc.double({ min: -1e9, max: 1e9, noNaN: true })),
      fc.integer({ min: 0, max: 4 }),
      (value, scale) => {
        const exact = new Big(value).toFixed(scale, Big.roundHalfUp);
        assert.equal(rounded(value, scale), /[1-9]/.test(exact) ? exact : exact.replace("-", ""));
      },
    ),
    { numRuns: 1_000 },
  );
});
