import { Temporal } from "temporal-polyfill";
import type { Ctx } from "#engine/ctx.ts";
import type { AnyRecord } from "#engine/object.ts";
import type { Random } from "./random.ts";

export type Seeding = { ctx: Ctx; random: Random; calendar: Calendar };

export type Calendar = {
  /** The calendar date so many days from today. */
  date(days: number): string;
  /** An instant in working hours so many days from today, never later than now. */
  instant(days: number, random: Random): string;
  /** The same for what is yet to come. */
  ahead(days: number, random: Random): string;
  daysSince(instant: string): number;
};

export function calendarOf(ctx: Ctx): Calendar {
  const { zone } = ctx.company;
  const now = ctx.clock.now().getTime();
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const at = (days: number, random: Random) =>
    today
      .add({ days })
      .toZonedDateTime({ timeZone: zone, plainTime: { hour: random.between(9, 17), minute: 5 * random.between(0, 11) } })
      .epochMilliseconds;
  return {
    date: (days) => today.add({ days }).toString(),
    instant: (days, random) => new Date(Math.min(at(days, random), now - 60_000)).toISOString(),
    ahead: (days, random) => new Date(Math.max(at(days, random), now + 3_600_000)).toISOString(),
    daysSince: (instant) => Math.floor((now - Date.parse(instant)) / 86_400_000),
  };
}

/** Creates records as they would stand after months of work; a refusal is a mistake in the demo and stops it. */
export async function create({ ctx }: Seeding, object: string, values: readonly Record<string, unknown>[]): Promise<AnyRecord[]> {
  const outcomes = await ctx.records.createMany(object, values, { as: "engine", migrating: true, accept: "all" });
  return outcomes.map((outcome) => {
    if (!outcome.ok) throw outcome.error;
    return outcome.record;
  });
}

/** Performs a verb as people did it at the time. */
export async function perform(
  { ctx }: Seeding,
  object: string,
  verb: string,
  record: { id: string },
  input: Record<string, unknown> = {},
): Promise<AnyRecord> {
  return (await ctx.records.perform(object, verb, record.id, input, { accept: "all" })) as AnyRecord;
}
