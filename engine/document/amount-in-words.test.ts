import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { amountInWords } from "./amount-in-words.ts";

const SAID: readonly (readonly [amount: string, words: string])[] = [
  ["0", "零元整"],
  ["0.05", "伍分"],
  ["0.50", "伍角整"],
  ["0.56", "伍角陆分"],
  ["1", "壹元整"],
  ["10", "壹拾元整"],
  ["101.01", "壹佰零壹元零壹分"],
  ["1001", "壹仟零壹元整"],
  ["1010.10", "壹仟零壹拾元壹角整"],
  ["1409.50", "壹仟肆佰零玖元伍角整"],
  ["6007.14", "陆仟零柒元壹角肆分"],
  ["1680.32", "壹仟陆佰捌拾元叁角贰分"],
  ["325.04", "叁佰贰拾伍元零肆分"],
  ["16409.02", "壹万陆仟肆佰零玖元零贰分"],
  ["107000.53", "壹拾万柒仟元伍角叁分"],
  ["10000.00", "壹万元整"],
  ["10001", "壹万零壹元整"],
  ["100500", "壹拾万零伍佰元整"],
  ["1234567.89", "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分"],
  ["100000000", "壹亿元整"],
  ["100000001", "壹亿零壹元整"],
  ["100100000", "壹亿零壹拾万元整"],
  ["1000010000", "壹拾亿零壹万元整"],
  ["1234500000000", "壹万贰仟叁佰肆拾伍亿元整"],
  ["1000000000000", "壹万亿元整"],
  ["1000000000001", "壹万亿零壹元整"],
  ["1000100000000", "壹万零壹亿元整"],
];

test("amounts are said in words as banks and contracts want them", () => {
  for (const [amount, words] of SAID) assert.equal(amountInWords(amount, "CNY"), `人民币${words}`, amount);
});

test("half a 分 is rounded up, a negative amount says so, another currency is named", () => {
  assert.equal(amountInWords("12.345", "CNY"), "人民币壹拾贰元叁角伍分");
  assert.equal(amountInWords("-300", "CNY"), "人民币负叁佰元整");
  assert.equal(amountInWords("100", "USD"), "美元壹佰元整");
  assert.equal(amountInWords("100", "CHF"), "CHF壹佰元整");
});

test("words say the same as the figures, whatever the amount", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 999_999_999_999_999_999n }), (cents) => {
      const amount = `${cents / 100n}.${String(cents % 100n).padStart(2, "0")}`;
      const words = amountInWords(amount, "CNY");
      assert.equal(centsOf(words), cents, `${amount} ${words}`);
      assert.doesNotMatch(words, /零零/);
    }),
    { numRuns: 2_000 },
  );
});

/** Reads the words back, by a way of its own. */
function centsOf(words: string): bigint {
  const [yuan, rest] = words.includes("元") ? words.slice(3).split("元") : ["", words.slice(3)];
  const jiao = /([壹贰叁肆伍陆柒捌玖])角/.exec(rest!)?.[1];
  const fen = /([壹贰叁肆伍陆柒捌玖])分/.exec(rest!)?.[1];
  return integerOf(yuan!) * 100n + digit(jiao) * 10n + digit(fen);
}

function integerOf(words: string): bigint {
  const [high, low] = splitAt(words, "亿");
  const [tenThousands, ones] = splitAt(low, "万");
  const top = high === "" ? 0n : high.includes("万") ? integerOf(high) : belowTenThousand(high);
  return top * 100_000_000n + belowTenThousand(tenThousands) * 10_000n + belowTenThousand(ones);
}

function splitAt(words: string, unit: string): [string, string] {
  const at = words.lastIndexOf(unit);
  return at < 0 ? ["", words] : [words.slice(0, at), words.slice(at + 1)];
}

function belowTenThousand(words: string): bigint {
  const places = { 仟: 1000n, 佰: 100n, 拾: 10n } as const;
  let sum = 0n;
  let last = 0n;
  for (const sign of words.replaceAll("零", "")) {
    if (sign in places) {
      sum += last * places[sign as keyof typeof places];
      last = 0n;
    } else last = digit(sign);
  }
  return sum + last;
}

function digit(sign: string | undefined): bigint {
  return BigInt(sign === undefined ? 0 : "零壹贰叁肆伍陆柒捌玖".indexOf(sign));
}
