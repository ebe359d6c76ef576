import assert from "node:assert/strict";
import { test } from "node:test";
import { companyKeys, duplicateKeys, phoneNumber } from "./normalise.ts";

const SAME_COMPANIES = [
  ["北京华江科技有限公司", "北京华江科技"],
  ["北京华江科技有限公司", "北京 华江科技 有限责任公司"],
  ["华江（北京）科技有限公司", "华江(北京)科技股份有限公司"],
  ["華江科技股份有限公司", "华江科技"],
  ["华江科技集团有限公司", "华江科技（集团）"],
  ["ＡＢＣ科技有限公司", "abc科技"],
  ["Acme Corporation", "ACME Corp."],
  ["Acme Co., Ltd.", "acme"],
] as const;
for (const [one, other] of SAME_COMPANIES) {
  test(`${one} and ${other} are the same company`, () => assert.deepEqual(companyKeys(one).same, companyKeys(other).same));
}

const SIMILAR_COMPANIES = [
  ["北京华江科技有限公司", "华江科技有限公司"],
  ["北京市华江科技", "上海华江科技"],
  ["华江科技（上海）有限公司", "华江科技有限公司"],
] as const;
for (const [one, other] of SIMILAR_COMPANIES) {
  test(`${one} is similar to ${other}, not the same`, () => {
    assert.notDeepEqual(companyKeys(one).same, companyKeys(other).same);
    assert.deepEqual(companyKeys(one).similar, companyKeys(other).similar);
  });
}

for (const [one, other] of [
  ["华江科技", "江华科技"],
  ["华江科技", "华江机械"],
  ["北京公司", "上海公司"],
  ["有限公司", "集团"],
] as const) {
  test(`${one} and ${other} are different companies`, () => {
    assert.notDeepEqual(companyKeys(one).same, companyKeys(other).same);
    assert.notDeepEqual(companyKeys(one).similar, companyKeys(other).similar);
  });
}

for (const [written, number] of [
  ["13812345678", "13812345678"],
  ["138-1234-5678", "13812345678"],
  ["138 1234 5678", "13812345678"],
  ["+86 138 1234 5678", "13812345678"],
  ["0086-13812345678", "13812345678"],
  ["8613812345678", "13812345678"],
  ["(+86)13812345678", "13812345678"],
  ["013812345678", "13812345678"],
  ["１３８１２３４５６７８", "13812345678"],
  ["010-62345678", "01062345678"],
  ["(010) 6234 5678", "01062345678"],
  ["010-62345678-803", "01062345678"],
  ["010-62345678转803", "01062345678"],
  ["010-62345678 ext. 803", "01062345678"],
  ["0755-26001234", "075526001234"],
  ["+86-755-26001234", "075526001234"],
  ["400-820-8820", "4008208820"],
  ["+1 415 555 2671", "14155552671"],
  ["暂无", ""],
] as const) {
  test(`phone ${written} is ${number || "no number"}`, () => assert.equal(phoneNumber(written), number));
}

test("a landline is similar to itself without area code, not to one abroad", () => {
  const similar = ["0755-26001234", "26001234", "+1-755-26001234"].map((written) => duplicateKeys("phone", written).similar);
  assert.deepEqual(similar, [["26001234"], ["26001234"], ["175526001234"]]);
});

test("several numbers in one field are several keys", () => {
  assert.deepEqual(duplicateKeys("phone", "13812345678 / 010-62345678").same, ["13812345678", "01062345678"]);
});

test("e-mail addresses compare without case and width", () => {
  assert.deepEqual(duplicateKeys("email", " Zhang.San＠Example.com ").same, ["zhang.san@example.com"]);
  assert.deepEqual(duplicateKeys("email", "none").same, []);
});

test("nothing has no keys", () => {
  for (const as of ["company", "phone", "email", "text"] as const) {
    for (const value of [null, undefined, "", "  ", "-"]) assert.deepEqual(duplicateKeys(as, value), { same: [], similar: [] });
  }
});
