import sql, { join, raw, type Sql } from "sql-template-tag";
import { tableOf } from "#engine/model/sql.ts";
import type { Filter } from "#engine/object.ts";
import { daysAfter, todayOf } from "#engine/records/ranges.ts";
import type { AggregateAnswer, WireReference } from "#engine/wire.ts";
import { ok } from "./client.ts";
import type { Person } from "./lists.ts";
import { inTurns } from "./measure.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

const OPEN: Filter = { field: "phase", op: "eq", value: "open" };
const OUTSTANDING = { outstanding: { fn: "sum", field: "outstanding" } } as const;
const WITH_COUNT = { ...OUTSTANDING, count: { fn: "count" } } as const;
const SHOWN = ["id", "name", "purpose", "account", "dueOn", "daysOverdue", "outstanding", "currency", "owner"];

/** Stages of age by the days an open instalment is late, at most; the last has no end. */
const STAGES = { d30: 30, d60: 60, d90: 90, d180: 180 };

/** What the report of receivables counts by, and the column of it. */
const DIMENSIONS = { owner: "owner_id", ownerDepartment: "owner_department_id" } as const;

/** What customers owe by age, as the report of receivables asks for it, against the same figures by hand. */
export async function measureAging(stage: Stage): Promise<void> {
  for (const person of ["manager", "boss"] as const) {
    for (const [by, column] of Object.entries(DIMENSIONS)) await byAge(stage, person, by, column);
    await counts(stage, person);
    await report(stage, person);
  }
}

async function byAge(stage: Stage, person: Person, by: string, column: string): Promise<void> {
  const query = { filter: OPEN, groupBy: [by, "aging"], measures: OUTSTANDING };
  const statement = handWritten(stage, person, column);
  const ask = async (): Promise<AggregateAnswer> => ok(await stage.as[person].post("/api/v1/payment-plans/aggregate", query));
  const sum = async () => await stage.engine.database.query(statement);

  const answered = (await ask()).rows.map(
    ({ group, measures }) => [(group[by] as WireReference | null)?.id ?? null, group.aging, measures.outstanding] as const,
  );
  const byHand = (await sum()).map((row) => [row.who, row.stage, row.outstanding] as const);
  if (JSON.stringify(inOrder(answered)) !== JSON.stringify(inOrder(byHand)))
    throw new Error(`receivables by ${by}, ${person}: the API and the hand-written SQL give different figures`);

  const [ours, floor] = await inTurns(40, [ask, sum]);
  noted(`receivables by ${by} and age (${byHand.length} sums), ${person}`, ours!, `(SQL ${ms(floor!.p50)})`);
}

function inOrder(rows: readonly (readonly unknown[])[]): unknown[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}

/** By someone who knows the tables and who sees whose. */
function handWritten(stage: Stage, person: Person, column: string): Sql {
  const today = dayOf(stage);
  const stages = Object.entries(STAGES).map(([name, days]) => sql`when due_on >= ${daysAfter(today, -days)}::date then ${name}`);
  return sql`
    select ${raw(column)} as who, case when due_on is null or due_on >= ${today}::date then 'notDue' ${join(stages, " ")} else 'over180' end as stage,
      round(sum(outstanding_base), 2) as outstanding
    from ${tableOf(stage.company, "payment_plan")}
    where deleted_at is null and phase = 'open' and ${scopeOf(stage, person)} group by 1, 2`;
}

function scopeOf(stage: Stage, person: Person): Sql {
  const owners = stage.sees[person];
  return owners === null ? sql`true` : sql`owner_id = any(${owners}::uuid[])`;
}

/** How many instalments are of an age: what a list narrowed to it shows beside its rows. */
async function counts(stage: Stage, person: Person): Promise<void> {
  const filter: Filter = { field: "aging", op: "eq", value: "d30" };
  const today = dayOf(stage);
  const statement = sql`
    select count(*) as count from ${tableOf(stage.company, "payment_plan")}
    where deleted_at is null and phase = 'open' and due_on < ${today}::date and due_on >= ${daysAfter(today, -30)}::date
      and ${scopeOf(stage, person)}`;
  const ask = async () => ok(await stage.as[person].post("/api/v1/payment-plans/count", { filter }));
  const count = async () => (await stage.engine.database.query(statement))[0]!.count;
  const [answer, byHand] = [await ask(), await count()];
  if (!answer.exact || answer.count !== byHand)
    throw new Error(`instalments late by a month: ${answer.count} instead of ${byHand}`);
  const [ours, floor] = await inTurns(40, [ask, count]);
  noted(`count of instalments late by a month (${byHand}), ${person}`, ours!, `(SQL ${ms(floor!.p50)})`);
}

/** Everything the page of receivables asks for, at once as a browser does: key figures, the table, what to collect first. */
async function report(stage: Stage, person: Person): Promise<void> {
  const of = (filter: Filter): Filter => ({ and: [OPEN, filter] });
  const overdue = of({ field: "status", op: "eq", value: "overdue" });
  const week = of({ field: "dueOn", op: "within", value: "thisWeek" });
  const soon = of({ field: "dueOn", op: "within", value: "next30Days" });
  const ask = async (what: string, body: object) => ok(await stage.as[person].post(`/api/v1/payment-plans/${what}`, body));
  const whole = async () =>
    await Promise.all([
      ...[OPEN, overdue, week, soon].map((filter) => ask("aggregate", { filter, measures: WITH_COUNT })),
      ask("aggregate", { filter: OPEN, groupBy: ["owner", "aging"], measures: OUTSTANDING }),
      ...[week, overdue].map((filter) => ask("query", { filter, sort: "dueOn", fields: SHOWN, limit: 8 })),
      ...[week, overdue].map((filter) => ask("count", { filter })),
    ]);
  const [taken] = await inTurns(40, [whole]);
  noted(`report of receivables, its nine questions at once, ${person}`, taken!, "");
}

type Spread = { p50: number; p95: number };

/** The bar is a department head's; the boss, who sees everything, is told beside it. */
function noted(what: string, { p50, p95 }: Spread, floor: string): void {
  const isBoss = what.endsWith("boss");
  note(what, `p50 ${ms(p50)}, p95 ${ms(p95)}`, `${isBoss ? "" : "p95 ≤ 200 ms "}${floor}`.trim(), isBoss ? null : p95 <= 200);
}

function dayOf({ company, engine }: Stage): string {
  return todayOf({ ...company, now: engine.clock.now() }).toString();
}
