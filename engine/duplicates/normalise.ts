import type { DuplicateRule } from "../object.ts";
import { plainText } from "../search/plain-text.ts";

/** The keys a value is compared by: `same` means the same thing written differently, `similar` may be it. */
export type Keys = { same: string[]; similar: string[] };

const NOTHING: Keys = { same: [], similar: [] };

const MOST_KNOWN = 5_000;
const known = new Map<string, Keys>();

/** Reduces a value to what identifies it, by the way its rule states. */
export function duplicateKeys(as: DuplicateRule["as"], value: unknown): Keys {
  if (typeof value !== "string" || value.trim() === "") return NOTHING;
  // A write asks twice, before it compares and when it keeps the keys.
  const name = `${as} ${value}`;
  let keys = known.get(name);
  if (keys === undefined) {
    if (known.size >= MOST_KNOWN) known.clear();
    keys = keysOf(as, value);
    known.set(name, keys);
  }
  return keys;
}

function keysOf(as: DuplicateRule["as"], value: string): Keys {
  switch (as) {
    case "company":
      return companyKeys(value);
    case "phone":
      return phoneKeys(value);
    case "email":
      return only(emailKey(value));
    case "text":
      return only(lettersOf(plainText(value)));
  }
}

const only = (key: string): Keys => (key === "" ? NOTHING : { same: [key], similar: [] });

const LEGAL_FORM =
  /(股份有限责任公司|股份有限公司|有限责任公司|集团有限公司|控股有限公司|有限公司|集团公司|总公司|股份公司|公司|集团|股份|控股|有限合伙)$/;
const LATIN_FORM = /[\s.,]*\b(co|company|corp|corporation|inc|incorporated|llc|ltd|limited|plc|gmbh|group|holdings?)\b[\s.,]*$/;
const REGION =
  /^(中国|北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|深圳|广州|杭州|南京|苏州|武汉|成都|西安|青岛|大连|宁波|厦门|无锡|佛山|东莞|长沙|郑州|济南|合肥|福州|沈阳|哈尔滨|长春|昆明|南昌|石家庄|太原|南宁|贵阳|兰州|海口|常州|南通|温州|嘉兴|绍兴|金华|台州|泉州|珠海|中山|惠州|烟台|潍坊|徐州)(特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治区|省|市)?/;

/** `北京华江科技（集团）有限公司`, `北京华江科技集团` and `北京 华江科技` are the same; `华江科技` is similar. */
export function companyKeys(name: string): Keys {
  const plain = plainText(name);
  const same = coreOf(plain);
  if (same === "") return NOTHING;
  const unbracketed = coreOf(plain.replace(/[([【〔「][^)\]】〕」]*[)\]】〕」]/g, ""));
  const core = withoutRegion(unbracketed === "" ? same : unbracketed);
  return { same: [same], similar: [core] };
}

function coreOf(plain: string): string {
  let core = lettersOf(withoutLatinForm(plain));
  const whole = core;
  for (let shorter = core.replace(LEGAL_FORM, ""); shorter !== core; shorter = core.replace(LEGAL_FORM, "")) core = shorter;
  return core === "" ? whole : core;
}

function withoutLatinForm(plain: string): string {
  let core = plain;
  for (
    let shorter = core.replace(LATIN_FORM, "");
    shorter !== core && shorter.trim() !== "";
    shorter = core.replace(LATIN_FORM, "")
  ) {
    core = shorter;
  }
  return core;
}

/** A region alone is no name: what is left must still say something. */
function withoutRegion(core: string): string {
  let rest = core;
  for (let shorter = rest.replace(REGION, ""); shorter !== rest && shorter.length >= 2; shorter = rest.replace(REGION, ""))
    rest = shorter;
  return rest;
}

function lettersOf(plain: string): string {
  return plain.replace(/[^\p{L}\p{N}]+/gu, "");
}

/** A field may hold several numbers. A landline is similar to the same number without its area code. */
export function phoneKeys(value: string): Keys {
  const same: string[] = [];
  const similar: string[] = [];
  for (const part of value.normalize("NFKC").split(/[,;/、\n]+/)) {
    const number = phoneNumber(part);
    if (number.length < 5) continue;
    same.push(number);
    if (!/^1\d{10}$/.test(number)) similar.push(localNumber(number));
  }
  return { same: [...new Set(same)], similar: [...new Set(similar)] };
}

/** Digits that reach the line: no country code of China, no extension. */
export function phoneNumber(text: string): string {
  const line = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/(转|轉|分机|分機|ext\.?|x|#|\*).*$/, "")
    .replace(/^(.*\d{7,8})\s*[-–—]\s*\d{1,6}\s*$/, "$1")
    .replace(/\((?:0|\+)?86\)/, "");
  const digits = line
    .replace(/[^\d+]/g, "")
    .replace(/(?<=.)\+/g, "")
    .replace(/^00/, "+");
  if (digits.startsWith("+86")) return domesticNumber(digits.slice(3));
  if (/^86(1\d{10}|0\d{9,11})$/.test(digits)) return domesticNumber(digits.slice(2));
  return digits.replace(/^\+/, "").replace(/^0(?=1[3-9]\d{9}$)/, "");
}

/** As dialled at home: landlines with the 0 that the country code replaced. */
function domesticNumber(digits: string): string {
  const number = digits.replace(/^0/, "");
  return /^(1\d{10}$|[48]00\d{7}$)/.test(number) ? number : `0${number}`;
}

function localNumber(number: string): string {
  return number.replace(/^0(10|2\d|[3-9]\d\d)(?=\d{7,8}$)/, "").replace(/^(10|2\d|[3-9]\d\d)(?=\d{8}$)/, "");
}

/** The address as it is compared: without spaces or case; empty for what is none. */
export function emailKey(value: string): string {
  const email = plainText(value).replace(/\s/g, "");
  return email.includes("@") ? email : "";
}
