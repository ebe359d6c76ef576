import sql, { empty, join, raw, type Sql } from "sql-template-tag";
import { visible, visibleParts } from "../access/visible.ts";
import type { Ctx } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { currencyScale } from "../fields/decimal.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { comparisonOf, isUnstored } from "../model/operators.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { AggregateAnswer, AggregateQuery } from "../wire.ts";
import { fieldNamed } from "./filter.ts";
import { periodSql } from "./period.ts";
import { filterFacts, type Question, questionOf } from "./question.ts";
import { loadReferences } from "./reference-titles.ts";
import { withinLimit } from "./time-limit.ts";
import { unstoredSql } from "./unstored.ts";

/** Of a large company: every seller by every stage of age. */
const MOST_GROUPS = 10_000;
const MOST_KEYS = 4;
const MOST_MEASURES = 10;

/**
 * Counts and sums of what the actor may see, by fields, by periods, or by fields of what is referred to. Money is in base currency.
 * `limit` asks for the first groups by `sort`; without it all come, or `query.too_many_groups`: a sum of some would look like a sum of all.
 */
export async function aggregateRecords(ctx: Ctx, object: ModelObject, query: AggregateQuery): Promise<AggregateAnswer> {
  const limit = query.limit ?? MOST_GROUPS;
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_GROUPS)
    throw new AppError("query.bad_limit", { params: { max: MOST_GROUPS } });
  const reach: Reach = { joins: [], columns: new Map() };
  const keys = groupKeys(ctx, object, query.groupBy ?? [], reach);
  const measures = measuresOf(ctx, object, query.measures, reach);
  const question = questionOf(ctx, object, query);
  if (question.predicate.kind === "none" && keys.length > 0) return { rows: [] };

  const columns = [
    ...keys.map(({ expression }, i) => sql`${expression} as ${raw(`"g${i}"`)}`),
    ...measures.map(({ expression }, i) => sql`${expression} as ${raw(`"m${i}"`)}`),
  ];
  const rows = await withinLimit(ctx, false, (db) =>
    db.ask(sql`
      select ${join(columns, ", ")} from (${rowsOf(ctx, question, reach)}) t ${reach.joins.length === 0 ? empty : join(reach.joins, " ")}
       ${
         keys.length === 0
           ? empty
           : sql`group by ${join(
               keys.map((_, i) => raw(String(i + 1))),
               ", ",
             )}`
       }
       ${orderOf(query, keys, measures)} limit ${query.limit ?? MOST_GROUPS + 1}`),
  );
  if (rows.length > limit) throw new AppError("query.too_many_groups", { params: { max: MOST_GROUPS } });
  return await answer(ctx, keys, measures, rows);
}

/** What the groups and measures need: columns of the rows themselves, and the way to those beyond. */
type Reach = { joins: Sql[]; columns: Map<string, Sql> };

/** The rows with no more than the needed columns, so that an index may hold them all. */
function rowsOf(ctx: Ctx, { object, where, predicate }: Question, { columns }: Reach): Sql {
  const list =
    columns.size === 0
      ? sql`1`
      : join(
          [...columns].map(([name, value]) => sql`${value} as ${ident(name)}`),
          ", ",
        );
  const parts = visibleParts(predicate).map(
    (part) => sql`select ${list} from ${tableOf(ctx.company, object.table)} t where ${join([...where, part], " and ")}`,
  );
  return parts.length > 0
    ? join(parts, " union all ")
    : sql`select ${list} from ${tableOf(ctx.company, object.table)} t where false`;
}

type GroupKey = { name: string; expression: Sql; field: ModelField; isPeriod: boolean };
type Measure = { name: string; expression: Sql };

function groupKeys(ctx: Ctx, object: ModelObject, names: readonly string[], reach: Reach): GroupKey[] {
  if (names.length > MOST_KEYS) throw new AppError("query.bad_group", { params: { field: names.join(", ") } });
  return names.map((name) => {
    const [path = "", unit] = name.split(":");
    const { field, value } = reached(ctx, object, path, reach);
    if (value === null || ["opaque", "choices", "address", "prose"].includes(comparisonOf(field))) throw badGroup(name);
    if (unit === undefined) return { name, expression: value, field, isPeriod: false };
    const period = periodSql(value, comparisonOf(field), unit, ctx.company);
    if (period === null) throw badGroup(name);
    return { name, expression: period, field, isPeriod: true };
  });
}

/** Follows a path of references by outer joins, so that rows whose way ends are still counted, under an empty group. */
function reached(ctx: Ctx, object: ModelObject, path: string, reach: Reach): { field: ModelField; value: Sql | null } {
  let at = object;
  let alias = "t";
  const names = path.split(".");
  for (const name of names.slice(0, -1)) {
    const field = fieldNamed(at, name, ctx.access, path);
    const target = field.type === "reference" ? ctx.model.objects.get(field.to!) : undefined;
    if (target === undefined) throw badGroup(path);
    const pointer = alias === "t" ? needed(ctx, object, field, reach)! : expressionOf(ctx, at, field, alias)!;
    alias = joined(ctx, target, pointer, reach);
    at = target;
  }
  const field = fieldNamed(at, names.at(-1)!, ctx.access, path);
  return { field, value: alias === "t" ? needed(ctx, object, field, reach) : expressionOf(ctx, at, field, alias) };
}

/** The record that is pointed to, as far as the actor may see it; answers the alias it goes by. */
function joined(ctx: Ctx, target: ModelObject, pointer: Sql, { joins }: Reach): string {
  const alias = `j${joins.length}`;
  const seen = ctx.access.predicate(target, "read", alias);
  joins.push(sql`left join ${tableOf(ctx.company, target.table)} ${ident(alias)}
    on ${ident(alias)}."id" = ${pointer} and ${visible(seen)}`);
  return alias;
}

/** A value of the rows themselves, taken along by its name. */
function needed(ctx: Ctx, object: ModelObject, field: ModelField, { columns }: Reach): Sql | null {
  const value = expressionOf(ctx, object, field, "t");
  if (value === null) return null;
  const name = field.columns.at(-1)?.column ?? snake(field.name);
  columns.set(name, value);
  return sql`t.${ident(name)}`;
}

/** What a group or a measure is made of; null for fields that are no single value. */
function expressionOf(ctx: Ctx, object: ModelObject, field: ModelField, alias: string): Sql | null {
  if (isUnstored(field)) return unstoredSql(ctx.model, object, field, alias, filterFacts(ctx));
  const column = field.columns.at(-1)?.column;
  return column === undefined ? null : sql`${ident(alias)}.${ident(column)}`;
}

function badGroup(field: string): AppError {
  return new AppError("query.bad_group", { params: { field } });
}

const FUNCTIONS: Record<string, Sql> = { sum: sql`sum`, avg: sql`avg`, min: sql`min`, max: sql`max` };

function measuresOf(ctx: Ctx, object: ModelObject, measures: AggregateQuery["measures"], reach: Reach): Measure[] {
  const stated = Object.entries(measures ?? {});
  if (stated.length === 0 || stated.length > MOST_MEASURES) throw new AppError("query.bad_measure", { params: { name: "" } });
  return stated.map(([name, { fn, field: fieldName }]) => {
    const bad = new AppError("query.bad_measure", { params: { name } });
    if (fn === "count" && fieldName === undefined) return { name, expression: sql`count(*)` };
    if (fieldName === undefined) throw bad;
    const field = fieldNamed(object, fieldName, ctx.access);
    if (fn === "countDistinct") {
      if (field.type !== "reference") throw bad;
      return { name, expression: countOfTargets(ctx, object, field, reach) };
    }
    const kind = comparisonOf(field);
    const value = needed(ctx, object, field, reach);
    if (value === null) throw bad;
    if (fn === "count") return { name, expression: sql`count(${value})` };
    const isNumeric = kind === "integer" || kind === "decimal" || kind === "age";
    const isOrdered = isNumeric || kind === "date" || kind === "dateTime";
    if (!Object.hasOwn(FUNCTIONS, fn) || !(fn === "sum" || fn === "avg" ? isNumeric : isOrdered)) throw bad;
    const measured = sql`${FUNCTIONS[fn]!}(${value})`;
    // Amounts at the currency's scale; an average has no natural end.
    const scale = field.type === "money" ? currencyScale(ctx.company.currency) : fn === "avg" ? 4 : null;
    return { name, expression: scale === null ? measured : sql`round(${measured}, ${raw(String(scale))})` };
  });
}

/** How many records the rows refer to, each once: as many as a list of them would show the actor. */
function countOfTargets(ctx: Ctx, object: ModelObject, field: ModelField, reach: Reach): Sql {
  const alias = joined(ctx, ctx.model.objects.get(field.to!)!, needed(ctx, object, field, reach)!, reach);
  return sql`count(distinct ${ident(alias)}."id") filter (where ${ident(alias)}."deleted_at" is null)`;
}

/** By a measure or a group, as asked; otherwise by the groups themselves. */
function orderOf(query: AggregateQuery, keys: readonly GroupKey[], measures: readonly Measure[]): Sql {
  if (keys.length === 0) return empty;
  const everyKey = keys.map((_, i) => raw(String(i + 1)));
  if (query.sort === undefined) return sql`order by ${join(everyKey, ", ")}`;
  const isDescending = query.sort.startsWith("-");
  const name = isDescending ? query.sort.slice(1) : query.sort;
  const position = [...keys.map((key) => key.name), ...measures.map((measure) => measure.name)].indexOf(name) + 1;
  if (position === 0) throw new AppError("query.bad_sort", { params: { field: name } });
  return sql`order by ${join([raw(`${position}${isDescending ? " desc" : ""} nulls last`), ...everyKey], ", ")}`;
}

async function answer(
  ctx: Ctx,
  keys: readonly GroupKey[],
  measures: readonly Measure[],
  rows: readonly Record<string, any>[],
): Promise<AggregateAnswer> {
  const pointer = ({ field }: GroupKey, id: string) => ({ object: field.to!, id, showsTitle: field.showsTitle === true });
  const isReference = ({ field }: GroupKey) => field.type === "reference";
  const pointers = rows.flatMap((row) =>
    keys.flatMap((key, i) => (isReference(key) && row[`g${i}`] !== null ? [pointer(key, row[`g${i}`])] : [])),
  );
  const titleOf = await loadReferences(ctx, pointers);
  return {
    rows: rows.map((row) => ({
      group: Object.fromEntries(
        keys.map((key, i) => {
          const value = row[`g${i}`];
          return [key.name, isReference(key) && value !== null ? titleOf(pointer(key, value)) : value];
        }),
      ),
      measures: Object.fromEntries(measures.map((measure, i) => [measure.name, row[`m${i}`]])),
    })),
  };
}
