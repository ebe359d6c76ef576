import dayjs from "dayjs";
import type { Filter } from "#engine/object.ts";

export const PERIODS = ["all", "thisMonth", "lastMonth", "thisQuarter", "lastQuarter", "thisYear", "lastYear"] as const;

/** A name the server turns into dates by the company's calendar, or two dates: `2026-01-01~2026-03-31`. */
export type Period = string;

export function periodFilter(field: string, period: Period): Filter | undefined {
  if (period === "all") return undefined;
  const range = rangeOf(period);
  return range ? { field, op: "between", value: range } : { field, op: "within", value: period };
}

/** The period of the same length before; none before all time. */
export function filterBefore(field: string, period: Period): Filter | null {
  if (period === "all") return null;
  const range = rangeOf(period);
  if (range) return { field, op: "between", value: rangeBefore(range) };
  if (period.startsWith("this")) return { field, op: "within", value: period.replace("this", "last") };
  const twice = `${period.replace("last", "last2")}s`;
  return { and: [{ field, op: "within", value: twice }, { not: { field, op: "within", value: period } }] };
}

export function rangeOf(period: Period): [string, string] | null {
  const [from, to] = period.split("~");
  return from && to ? [from, to] : null;
}

export function rangeAsPeriod(from: dayjs.Dayjs, to: dayjs.Dayjs): Period {
  return `${plain(from)}~${plain(to)}`;
}

function rangeBefore([from, to]: [string, string]): [string, string] {
  const days = dayjs(to).diff(from, "day") + 1;
  return [plain(dayjs(from).subtract(days, "day")), plain(dayjs(from).subtract(1, "day"))];
}

/** First and last day of the month or quarter that begins on a day, as an aggregate names it. */
export function spanOf(firstDay: string, unit: "month" | "quarter"): [string, string] {
  const from = dayjs(firstDay.slice(0, 10));
  return [plain(from), plain(from.add(unit === "quarter" ? 3 : 1, "month").subtract(1, "day"))];
}

const plain = (day: dayjs.Dayjs) => day.format("YYYY-MM-DD");
