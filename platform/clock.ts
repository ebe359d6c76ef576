import { Temporal } from "temporal-polyfill";

/** The one source of the present. Tests set it; nothing else asks the machine for the time. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** A clock a test moves by hand. */
export function fixedClock(start: string): Clock & { set(instant: string): void } {
  let instant = new Date(start);
  return {
    now: () => instant,
    set(next) {
      instant = new Date(next);
    },
  };
}

/** The calendar date (`YYYY-MM-DD`) of the present in a company's IANA zone. */
export function todayIn(zone: string, clock: Clock): string {
  // Every zone begins its days on a quarter of an hour; a bulk write asks once per record.
  const quarter = Math.floor(clock.now().getTime() / 900_000);
  const known = todays.get(zone);
  if (known?.quarter === quarter) return known.today;
  const instant = Temporal.Instant.fromEpochMilliseconds(quarter * 900_000);
  const today = instant.toZonedDateTimeISO(zone).toPlainDate().toString();
  todays.set(zone, { quarter, today });
  return today;
}

const todays = new Map<string, { quarter: number; today: string }>();
