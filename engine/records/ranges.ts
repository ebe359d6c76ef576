import { Temporal } from "temporal-polyfill";

/** What relative dates are computed from: the one clock, the company's zone and the first month of its fiscal year. */
export type Calendar = { now: Date; zone: string; fiscalStart: number };

/** Whole days, both ends included. */
export type DateRange = { from: string; to: string };

/** The company's calendar date, which is not the server's. */
export function todayOf(calendar: Calendar): Temporal.PlainDate {
  return Temporal.Instant.fromEpochMilliseconds(calendar.now.getTime()).toZonedDateTimeISO(calendar.zone).toPlainDate();
}

/** First instant of a calendar day in the company's zone. */
export function startOfDay(date: string, zone: string): string {
  return Temporal.PlainDate.from(date).toZonedDateTime(zone).toInstant().toString();
}

/** The day after, where a range that includes its last day ends. */
export function nextDay(date: string): string {
  return Temporal.PlainDate.from(date).add({ days: 1 }).toString();
}

/** The day so many days later. */
export function daysAfter(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

/** The same day so many months later; the last day of a month that is shorter. */
export function monthsAfter(date: string, months: number): string {
  return Temporal.PlainDate.from(date).add({ months }).toString();
}

const PERIOD = /^(this|last|next)(Day|Week|Month|Quarter|Year)$/;
const SEVERAL = /^(last|next)([1-9]\d{0,3})(Days|Weeks|Months|Quarters|Years)$/;
const NAMED: Record<string, string> = { today: "thisDay", yesterday: "lastDay", tomorrow: "nextDay" };

/**
 * The days a `within` name means, or null for a name that means nothing. Weeks begin on Monday; quarters and years follow the
 * fiscal year. `last30Days` and `next7Days` count today; several weeks or months are whole ones before or after the present.
 */
export function rangeOf(name: string, calendar: Calendar): DateRange | null {
  const today = todayOf(calendar);
  const several = SEVERAL.exec(name);
  if (several) return severalPeriods(several[1] as Side, Number(several[2]), several[3]!.slice(0, -1) as Unit, today, calendar);

  const period = PERIOD.exec(NAMED[name] ?? name);
  if (!period) return null;
  const unit = period[2] as Unit;
  const step = { this: 0, last: -1, next: 1 }[period[1] as "this" | Side];
  const from = moved(startOf(unit, today, calendar.fiscalStart), unit, step);
  return days(from, moved(from, unit, 1).subtract({ days: 1 }));
}

/** `30d`, `6h`, `2w`, `3m`, `1y` before the present; null when it is no duration. */
export function durationOf(text: unknown): { hours: number } | { days: number } | { months: number } | null {
  const match = typeof text === "string" ? /^(\d{1,4})([hdwmy])$/.exec(text) : null;
  if (!match) return null;
  const count = Number(match[1]);
  switch (match[2]) {
    case "h":
      return { hours: count };
    case "d":
      return { days: count };
    case "w":
      return { days: count * 7 };
    case "m":
      return { months: count };
    default:
      return { months: count * 12 };
  }
}

type Side = "last" | "next";
type Unit = "Day" | "Week" | "Month" | "Quarter" | "Year";

function severalPeriods(side: Side, count: number, unit: Unit, today: Temporal.PlainDate, calendar: Calendar): DateRange {
  if (unit === "Day") {
    return side === "last" ? days(today.subtract({ days: count - 1 }), today) : days(today, today.add({ days: count - 1 }));
  }
  const present = startOf(unit, today, calendar.fiscalStart);
  const from = side === "last" ? moved(present, unit, -count) : moved(present, unit, 1);
  return days(from, moved(from, unit, count).subtract({ days: 1 }));
}

function startOf(unit: Unit, date: Temporal.PlainDate, fiscalStart: number): Temporal.PlainDate {
  switch (unit) {
    case "Day":
      return date;
    case "Week":
      return date.subtract({ days: date.dayOfWeek - 1 });
    case "Month":
      return date.with({ day: 1 });
    case "Quarter":
      return date.with({ day: 1 }).subtract({ months: fiscalMonth(date, fiscalStart) % 3 });
    case "Year":
      return date.with({ day: 1 }).subtract({ months: fiscalMonth(date, fiscalStart) });
  }
}

/** Months since the fiscal year began. */
function fiscalMonth(date: Temporal.PlainDate, fiscalStart: number): number {
  return (date.month - fiscalStart + 12) % 12;
}

function moved(date: Temporal.PlainDate, unit: Unit, count: number): Temporal.PlainDate {
  if (unit === "Day" || unit === "Week") return date.add({ days: count * (unit === "Day" ? 1 : 7) });
  return date.add({ months: count * { Month: 1, Quarter: 3, Year: 12 }[unit] });
}

function days(from: Temporal.PlainDate, to: Temporal.PlainDate): DateRange {
  return { from: from.toString(), to: to.toString() };
}
