import sql, { raw } from "sql-template-tag";
import { todayIn } from "#platform/clock.ts";
import type { Ctx } from "../ctx.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { ident, quoted, tableOf } from "../model/sql.ts";
import type { NumberingDefinition } from "../object.ts";
import type { Draft } from "../records/draft.ts";

/** Gives new records their numbers, gapless ones last: their sequence stays locked until the commit. */
export async function assignNumbers(ctx: Ctx, object: ModelObject, drafts: readonly Draft[]): Promise<void> {
  const fields = [...object.fields.values()]
    .filter((field) => field.number !== undefined)
    .sort((a, b) => Number(a.number!.gapless ?? false) - Number(b.number!.gapless ?? false));
  const today = todayIn(ctx.company.zone, ctx.clock);
  for (const field of fields) {
    const key = sequenceKey(object, field, today);
    const series: Series = { object, field, today, name: `${quoted(ctx.company.schema)}.${quoted(key)}` };
    // A migrated document keeps the number it has always had, and the sequence goes on after it.
    const highest = highestStated(
      field.number!,
      today,
      drafts.map(({ record }) => record[field.key]),
    );
    if (highest > 0) await (field.number!.gapless ? skipGapless(ctx, key, highest) : skipLoose(ctx, series, highest));

    const waiting = drafts.filter(({ record }) => record[field.key] === null);
    if (waiting.length === 0) continue;
    const count = waiting.length;
    const numbers = await (field.number!.gapless ? takeGapless(ctx, key, count) : takeLoose(ctx, series, count));
    const written = numberWriter(field.number!, today);
    for (const [i, { record }] of waiting.entries()) record[field.key] = written(numbers[i]!);
  }
}

/** Fills a numbering pattern: `Q{yyyy}-{0000}` with 2026 and 12 is `Q2026-0012`. */
export function formatNumber(definition: Pick<NumberingDefinition, "pattern">, day: string, value: number): string {
  return numberWriter(definition, day)(value);
}

/** The same for many values of one day. */
function numberWriter({ pattern }: Pick<NumberingDefinition, "pattern">, day: string): (value: number) => string {
  const [year, month, date] = day.split("-") as [string, string, string];
  const parts = pattern
    .replaceAll("{yyyy}", year)
    .replaceAll("{yy}", year.slice(2))
    .replaceAll("{mm}", month)
    .replaceAll("{dd}", date)
    // Every second part is the zeros between two brackets.
    .split(/\{(0+)\}/);
  return (value) => parts.map((part, i) => (i % 2 === 0 ? part : String(value).padStart(part.length, "0"))).join("");
}

/** The highest sequence value among numbers that today's pattern could have given; 0 if there is none. */
export function highestStated({ pattern }: NumberingDefinition, day: string, numbers: readonly unknown[]): number {
  const SEQUENCE = "\u0000";
  const literal = formatNumber({ pattern: pattern.replace(/\{0+\}/g, SEQUENCE) }, day, 0).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const shape = new RegExp(`^${literal.replace(SEQUENCE, "(\\d{1,15})")}$`);
  return Math.max(0, ...numbers.map((number) => (typeof number === "string" ? Number(shape.exec(number)?.[1] ?? 0) : 0)));
}

const PERIOD_LENGTH = { never: 0, year: 4, month: 7, day: 10 } as const;

function sequenceKey(object: ModelObject, field: ModelField, day: string): string {
  const period = day.slice(0, PERIOD_LENGTH[field.number!.resets ?? "never"]).replaceAll("-", "_");
  return `number_${object.table}_${field.columns[0]!.column}${period === "" ? "" : `_${period}`}`;
}

async function takeGapless(ctx: Ctx, key: string, count: number): Promise<number[]> {
  const [row] = await ctx.db.query<{ value: number }>(sql`
    insert into ${tableOf(ctx.company, "number_sequence")} as s (key, value) values (${key}, ${count})
    on conflict (key) do update set value = s.value + ${count} returning value`);
  return Array.from({ length: count }, (_, i) => row!.value - count + 1 + i);
}

async function skipGapless(ctx: Ctx, key: string, to: number): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "number_sequence")} as s (key, value) values (${key}, ${to})
    on conflict (key) do update set value = greatest(s.value, ${to})`);
}

/** Numbers of one field in one period, drawn from the PostgreSQL sequence `name`. */
type Series = { object: ModelObject; field: ModelField; today: string; name: string };

/** A PostgreSQL sequence locks nothing, so that writers of numbers that may gap never wait for each other. */
async function takeLoose(ctx: Ctx, series: Series, count: number): Promise<number[]> {
  const draw = sql`
    select string_agg(nextval(to_regclass(${series.name}))::text, ' ') as numbers from generate_series(1, ${count}::int)
    where to_regclass(${series.name}) is not null`;
  let [drawn] = await ctx.db.query<{ numbers: string | null }>(draw);
  if (drawn!.numbers === null) {
    await makeSequence(ctx, series);
    [drawn] = await ctx.db.query(draw);
  }
  return drawn!.numbers!.split(" ").map(Number);
}

async function skipLoose(ctx: Ctx, series: Series, to: number): Promise<void> {
  await makeSequence(ctx, series);
  // Drawn first, and set only forwards: it must not throw back those who draw at this moment.
  await ctx.db.query(sql`
    select case when drawn < ${to}::bigint then setval(to_regclass(${series.name}), ${to}::bigint) end
    from (select nextval(to_regclass(${series.name})) as drawn offset 0) s`);
}

/** The first number of a period makes its sequence; whoever comes at the same moment waits for it. */
async function makeSequence(ctx: Ctx, series: Series): Promise<void> {
  await ctx.db.query(sql`select pg_advisory_xact_lock(hashtextextended(${series.name}, 0))::text`);
  // By the catalogue: a name that this connection has looked up in vain before would still be unknown to it.
  const [known] = await ctx.db.query(sql`select 1 from pg_class where oid = to_regclass(${series.name})`);
  if (known) return;
  const highest = await highestStored(ctx, series);
  await ctx.db.execute(raw(`create sequence ${series.name} start ${highest + 1}`));
}

/** Records that came by another way, such as a restored backup, have numbers that no sequence remembers. */
async function highestStored(ctx: Ctx, { object, field, today }: Series): Promise<number> {
  const column = ident(field.columns[0]!.column);
  const { pattern } = field.number!;
  const prefix = formatNumber({ pattern: pattern.slice(0, pattern.search(/\{0+\}/)) }, today, 0);
  const rows = await ctx.db.query<{ number: string }>(sql`
    select ${column} as number from ${tableOf(ctx.company, object.table)}
    where starts_with(${column}, ${prefix}) order by length(${column}) desc, ${column} desc limit 1`);
  return highestStated(
    field.number!,
    today,
    rows.map(({ number }) => number),
  );
}
