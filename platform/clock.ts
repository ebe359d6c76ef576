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
  return Temporal.Instant.fromEpochMilliseconds(clock.now().getTime()).toZonedDateTimeISO(zone).toPlainDate().toString();
}
