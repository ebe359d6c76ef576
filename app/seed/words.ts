import { readFileSync } from "node:fs";
import { below, hash, pick } from "./chance.ts";

const CITIES = [
  "北京",
  "上海",
  "广州",
  "深圳",
  "杭州",
  "南京",
  "苏州",
  "无锡",
  "宁波",
  "成都",
  "重庆",
  "武汉",
  "西安",
  "天津",
  "青岛",
  "厦门",
  "长沙",
  "合肥",
  "佛山",
  "东莞",
];
const TRADES = [
  "科技",
  "电子",
  "机械",
  "贸易",
  "实业",
  "信息技术",
  "自动化设备",
  "新材料",
  "物流",
  "医疗器械",
  "环保工程",
  "建筑工程",
  "家具",
  "纺织",
  "汽车配件",
  "食品",
];
const FORMS = ["有限公司", "有限公司", "有限公司", "股份有限公司", "集团有限公司", "有限责任公司"];
const SURNAMES = [..."王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"];
const GIVEN = [
  ..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文斌宇浩轩子涵欣怡梓萱俊思远晨曦博嘉雅婷志鹏雪梅海燕晓东建华国强",
];

const SHORT_NAMES = readFileSync(new URL("./data/company-names.txt", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("#"));

export const TRADE_COUNT = TRADES.length;

/** A company as it would register itself; 20,000 short names × cities × trades keep names nearly unique. */
export function companyName(kind: number, index: number): string {
  const short = SHORT_NAMES[hash(kind, index) % SHORT_NAMES.length]!;
  return `${pick(CITIES, kind + 1, index)}${short}${pick(TRADES, kind + 2, index)}${pick(FORMS, kind + 3, index)}`;
}

export function cityOf(kind: number, index: number): string {
  return pick(CITIES, kind + 1, index);
}

export function personName(kind: number, index: number): string {
  const given = pick(GIVEN, kind + 1, index) + (below(3, kind + 2, index) > 0 ? pick(GIVEN, kind + 3, index) : "");
  return pick(SURNAMES, kind, index) + given;
}

export function mobile(kind: number, index: number): string {
  const prefix = pick(
    ["130", "133", "136", "138", "139", "150", "152", "158", "159", "177", "180", "186", "188", "189"],
    kind,
    index,
  );
  return prefix + String(hash(kind + 1, index) % 100_000_000).padStart(8, "0");
}

const TALKS = [
  "电话沟通了设备的使用情况,客户反映运行稳定,下周再确认扩容计划",
  "上门拜访,介绍了新产品线,对方要求提供报价和同行业案例",
  "客户表示预算已批,正在比较三家供应商,主要看交期和售后",
  "微信确认了样机试用时间,周三送到现场,工程师一同前往",
  "参加项目启动会,与采购、技术、使用部门都见了面",
  "对方暂时没有需求,约定下季度再联系",
  "发送了方案修订版,等待总经理审阅",
  "催问合同盖章进度,法务对付款条款有意见,已转主管协调",
  "电话无人接听,已留言",
  "客户投诉上批货物包装破损,已安排补发并致歉",
];

export function talk(kind: number, index: number): string {
  return pick(TALKS, kind, index);
}
