import { Temporal } from "temporal-polyfill";

/** Whether a five-field cron pattern names the given minute in an IANA zone. */
export function isDue(pattern: string, instant: Date, zone: string): boolean {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  const fields = pattern.trim().split(/\s+/);
  if (fields.length !== 5) throw new Error(`not a cron pattern: ${pattern}`);
  const [minute, hour, day, month, weekday] = fields as [string, string, string, string, string];

  if (!matches(minute, local.minute, 0, 59) || !matches(hour, local.hour, 0, 23) || !matches(month, local.month, 1, 12))
    return false;
  const onDay = matches(day, local.day, 1, 31);
  // Sunday is 0 and 7 in cron, 7 in ISO.
  const onWeekday = matches(weekday, local.dayOfWeek % 7, 0, 7) || (local.dayOfWeek === 7 && matches(weekday, 7, 0, 7));
  // When both are restricted, cron fires on either.
  return day === "*" || weekday === "*" ? onDay && onWeekday : onDay || onWeekday;
}

function matches(field: string, value: number, least: number, most: number): boolean {
  return field.split(",").some((part) => {
    const [range, step] = part.split("/") as [string, string?];
    const [from, to] = range === "*" ? [least, most] : (range.split("-").map(Number) as [number, number?]);
    const end = to ?? (step ? most : from);
    return value >= from && value <= end && (value - from) % Number(step ?? 1) === 0;
  });
}
