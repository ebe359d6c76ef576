import { Temporal } from "temporal-polyfill";
import { type FieldKind, ok, type Parsed, type ParseFacts, wrong } from "./kind.ts";

export const dateKind: FieldKind = {
  parse: (value) => (typeof value === "string" && isDay(value) && value >= "1000" ? ok(value) : wrong("invalid.date")),
  parseText(text, _field, facts) {
    const [day = ""] = text.normalize("NFKC").split(/[T ](?=\d{1,2}:)/);
    return dateOf(parts(day, facts.dateFormat));
  },
  schema: () => ({ type: "string", format: "date" }),
};

export const dateTimeKind: FieldKind = {
  parse(value) {
    if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:?\d{2})$/i.test(value))
      return wrong("invalid.date_time");
    const instant = new Date(value);
    const year = instant.getUTCFullYear();
    return year >= 1000 && year <= 9999 ? ok(instant.toISOString()) : wrong("invalid.date_time");
  },
  parseText(text, field, facts) {
    const zoned = dateTimeKind.parse(text, field, facts);
    return "value" in zoned ? zoned : localTime(text, facts);
  },
  schema: () => ({ type: "string", format: "date-time" }),
};

/** Whether a text is a day as `2026-03-02`, of those there have been since the year 1. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  // 30 February parses nowhere, or as a day of March; year zero is no date in PostgreSQL.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) && text >= "0001";
}

/** Orders in which files write dates. The first that fits every value of a column is offered for it. */
export const DATE_FORMATS = ["YYYY-MM-DD", "DD/MM/YYYY", "MM/DD/YYYY"] as const;

/** Formats that every value can be read in, so that a person decides only when there are several. */
export function dateFormatsOf(values: readonly string[]): string[] {
  return DATE_FORMATS.filter((format) =>
    values.every((value) => {
      const [day = ""] = value.normalize("NFKC").split(/[T ](?=\d{1,2}:)/);
      return "value" in dateOf(parts(day, format));
    }),
  );
}

type Parts = { year: number; month: number; day: number } | null;

function parts(text: string, format: string = "YYYY-MM-DD"): Parts {
  const plain = text.trim();
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(plain);
  const spelled = /^(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*日?$/.exec(plain);
  const [a, b, c] = (compact ?? spelled ?? []).slice(1).map(Number);
  if (a === undefined || b === undefined || c === undefined) return null;
  // A year in front is unambiguous, whatever the column's other dates look like.
  if (compact || a > 31) return { year: a, month: b, day: c };
  if (format === "DD/MM/YYYY") return { year: fullYear(c), month: b, day: a };
  if (format === "MM/DD/YYYY") return { year: fullYear(c), month: a, day: b };
  return null;
}

function fullYear(year: number): number {
  return year < 100 ? 2000 + year : year;
}

function dateOf(given: Parts): Parsed {
  if (given === null || given.year < 1000 || given.year > 9999) return wrong("invalid.date");
  try {
    return ok(Temporal.PlainDate.from(given, { overflow: "reject" }).toString());
  } catch {
    return wrong("invalid.date");
  }
}

function localTime(text: string, facts: ParseFacts): Parsed {
  const [day = "", time = "00:00"] = text
    .normalize("NFKC")
    .trim()
    .split(/[T ]+(?=\d{1,2}:)/);
  const date = dateOf(parts(day, facts.dateFormat));
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?$/.exec(time);
  if (!("value" in date) || !clock || Number(clock[1]) > 23 || Number(clock[2]) > 59) return wrong("invalid.date_time");
  const [hour, minute, second = "0"] = clock.slice(1) as [string, string, string?];
  const plain = Temporal.PlainDate.from(date.value as string).toPlainDateTime({
    hour: Number(hour),
    minute: Number(minute),
    second: Math.min(Number(second), 59),
  });
  return ok(new Date(plain.toZonedDateTime(facts.zone).epochMilliseconds).toISOString());
}
