import Big from "big.js";

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];
const GROUPS = ["", "万", "亿", "万亿"];
const NAMES: Readonly<Record<string, string>> = {
  ...{ CNY: "人民币", HKD: "港币", USD: "美元", EUR: "欧元", GBP: "英镑", JPY: "日元", KRW: "韩元", SGD: "新加坡元" },
  ...{ AUD: "澳元", CAD: "加元", MOP: "澳门元", TWD: "新台币" },
};
/** Sixteen digits before the point are as many as money columns hold. */
const LARGEST = new Big("9999999999999999.99");

/**
 * An amount as Chinese law wants it on contracts and bills: `人民币壹仟肆佰零玖元伍角整`. Fractions beyond 分 are rounded;
 * an amount too large for words stays in figures.
 */
export function amountInWords(amount: string, currency: string): string {
  const value = new Big(amount).round(2, Big.roundHalfUp);
  const name = NAMES[currency] ?? currency;
  if (value.abs().gt(LARGEST)) return `${name}${value.toFixed(2)}`;
  const [yuan = "0", cents = "00"] = value.abs().toFixed(2).split(".");
  const whole = integerInWords(yuan);
  const part = centsInWords(cents, whole !== "");
  if (whole === "" && part === "") return `${name}零元整`;
  return `${name}${value.lt(0) ? "负" : ""}${whole === "" ? "" : `${whole}元`}${part === "" ? "整" : part}`;
}

/** Groups of four digits from the left; what is nought at a group's beginning or wholly is said as one 零 before what follows. */
function integerInWords(digits: string): string {
  const groups = digits.padStart(Math.ceil(digits.length / 4) * 4, "0").match(/\d{4}/g) ?? [];
  return groups.reduce((said, group, index) => {
    if (group === "0000") return said;
    const unit = GROUPS[groups.length - 1 - index]!;
    const isGap = said !== "" && (group.startsWith("0") || groups[index - 1] === "0000");
    // 万亿 ends with the word that 亿 would repeat.
    const spoken = unit === "亿" && said.endsWith("万亿") ? said.slice(0, -1) : said;
    return `${spoken}${isGap ? "零" : ""}${groupInWords(group)}${unit}`;
  }, "");
}

function groupInWords(group: string): string {
  let said = "";
  let isGap = false;
  [...group].forEach((digit, index) => {
    if (digit === "0") {
      isGap = said !== "";
      return;
    }
    said += `${isGap ? "零" : ""}${DIGITS[Number(digit)]}${PLACES[3 - index]}`;
    isGap = false;
  });
  return said;
}

function centsInWords(cents: string, afterYuan: boolean): string {
  const [jiao, fen] = [Number(cents[0]), Number(cents[1])];
  if (jiao === 0 && fen === 0) return "";
  const tens = jiao > 0 ? `${DIGITS[jiao]}角` : afterYuan ? "零" : "";
  return fen > 0 ? `${tens}${DIGITS[fen]}分` : `${tens}整`;
}
