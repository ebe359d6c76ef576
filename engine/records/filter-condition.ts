import sql, { type Sql } from "sql-template-tag";
import { AppError } from "../errors.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import { snake } from "../model/names.ts";
import { comparisonOf } from "../model/operators.ts";
import { ident, tableOf } from "../model/sql.ts";
import type { Operator } from "../object.ts";
import { narrowedByGrams } from "../search/narrowed-by-grams.ts";
import type { FilterFacts } from "./filter.ts";
import {
  badValue,
  booleanOf,
  choiceOf,
  dateOf,
  decimalOf,
  instantsOf,
  integerOf,
  known,
  listOf,
  referencesOf,
  textOf,
} from "./filter-values.ts";
import { nextDay, rangeOf, startOfDay } from "./ranges.ts";

export type Leaf = { field: string; op: Operator; value?: unknown };
export type Comparing = { object: ModelObject; field: ModelField; leaf: Leaf; alias: string; facts: FilterFacts };

/** One comparison of one field with a value from outside. The operator has been checked against the field. */
export function conditionOn(on: Comparing): Sql {
  const { op } = on.leaf;
  if (op === "isEmpty") return isEmpty(on);
  if (op === "isNotEmpty") return sql`not ${isEmpty(on)}`;

  switch (comparisonOf(on.field)) {
    case "text":
    case "prose":
    case "address":
      return onText(on);
    case "choice":
      return compared(on, sql`text`, choiceOf);
    case "integer":
      return compared(on, sql`bigint`, integerOf);
    case "decimal":
      return compared(on, sql`numeric`, decimalOf);
    case "boolean":
      return compared(on, sql`boolean`, booleanOf);
    case "date":
      return onDate(on);
    case "dateTime":
      return onInstant(on);
    case "reference":
      return onReference(on);
    case "choices":
      return onChoices(on);
    case "references":
      return onReferences(on);
    default:
      throw new AppError("filter.bad_operator", { params: { field: on.leaf.field, op } });
  }
}

function column({ alias, field }: Comparing): Sql {
  return sql`${ident(alias)}.${ident(field.columns.at(-1)!.column)}`;
}

function isEmpty(on: Comparing): Sql {
  if (on.field.type === "multiReference")
    return sql`(not exists (select 1 from ${links(on)} l where l."record_id" = ${ident(on.alias)}."id"))`;
  if (on.field.type === "multiChoice") return sql`(coalesce(cardinality(${column(on)}), 0) = 0)`;
  return sql`(${column(on)} is null)`;
}

function compared(on: Comparing, type: Sql, parse: (on: Comparing, value: unknown) => string): Sql {
  const left = column(on);
  const value = on.leaf.value;
  const one = () => sql`${parse(on, value)}::${type}`;
  const many = () => sql`any(${listOf(on, value).map((each) => parse(on, each))}::${type}[])`;
  switch (on.leaf.op) {
    case "eq":
      return sql`${left} = ${one()}`;
    case "ne":
      return sql`${left} is distinct from ${one()}`;
    case "in":
      return sql`${left} = ${many()}`;
    case "notIn":
      return sql`(${left} = ${many()}) is not true`;
    case "between": {
      const [from, to] = endsOf(on);
      return both(
        from === null ? null : sql`${left} >= ${parse(on, from)}::${type}`,
        to === null ? null : sql`${left} <= ${parse(on, to)}::${type}`,
        on,
      );
    }
    default:
      return sql`${left} ${COMPARE[on.leaf.op] ?? unreachable(on)} ${one()}`;
  }
}

const COMPARE: Partial<Record<Operator, Sql>> = { lt: sql`<`, lte: sql`<=`, gt: sql`>`, gte: sql`>=` };

function onText(on: Comparing): Sql {
  const { op, value } = on.leaf;
  if (op !== "contains" && op !== "startsWith") return compared(on, sql`text`, textOf);
  const words = textOf(on, value);
  const pattern = words.replace(/[\\%_]/g, "\\$&");
  // An address is looked into by its parts, not by the names of its parts.
  const text =
    on.field.type === "address" ? sql`(select string_agg(part.value, ' ') from jsonb_each_text(${column(on)}) part)` : column(on);
  const like = sql`${text} ilike ${op === "contains" ? `%${pattern}%` : `${pattern}%`}`;
  const narrowed = narrowedByGrams(on.facts.company, on.object, on.field, words, on.alias);
  return narrowed === null ? like : sql`(${like} and ${narrowed})`;
}

function onDate(on: Comparing): Sql {
  if (on.leaf.op !== "within") return compared(on, sql`date`, dateOf);
  const { from, to } = withinOf(on);
  return sql`(${column(on)} >= ${from}::date and ${column(on)} <= ${to}::date)`;
}

/** A day given for a point in time means the whole day in the company's zone. */
function onInstant(on: Comparing): Sql {
  const left = column(on);
  const { op, value } = on.leaf;
  const { zone } = on.facts.company;
  if (op === "within") {
    const { from, to } = withinOf(on);
    return sql`(${left} >= ${startOfDay(from, zone)}::timestamptz and ${left} < ${startOfDay(nextDay(to), zone)}::timestamptz)`;
  }
  if (op === "between") {
    const [from, to] = endsOf(on);
    return both(from === null ? null : afterStart(from), to === null ? null : beforeEnd(to), on);
  }
  switch (op) {
    case "gte":
      return afterStart(value);
    case "lt":
      return sql`${left} < ${instantsOf(on, value).start}::timestamptz`;
    case "lte":
      return beforeEnd(value);
    case "gt":
      return afterEnd(value);
    case "ne":
      return sql`(${afterStart(value)} and ${beforeEnd(value)}) is not true`;
    default:
      return sql`(${afterStart(value)} and ${beforeEnd(value)})`;
  }

  function afterStart(when: unknown): Sql {
    return sql`${left} >= ${instantsOf(on, when).start}::timestamptz`;
  }

  function afterEnd(when: unknown): Sql {
    const { start, end } = instantsOf(on, when);
    return end === null ? sql`${left} > ${start}::timestamptz` : sql`${left} >= ${end}::timestamptz`;
  }

  function beforeEnd(when: unknown): Sql {
    const { start, end } = instantsOf(on, when);
    return end === null ? sql`${left} <= ${start}::timestamptz` : sql`${left} < ${end}::timestamptz`;
  }
}

function onReference(on: Comparing): Sql {
  const left = column(on);
  const { op, value } = on.leaf;
  const ids =
    op === "in" || op === "notIn" ? listOf(on, value).flatMap((each) => referencesOf(on, each)) : referencesOf(on, value);
  // One id as a plain comparison: the planner then walks (reference, created, id) in order.
  const matches = ids.length === 1 ? sql`${left} = ${ids[0]}::uuid` : sql`${left} = any(${ids}::uuid[])`;
  return op === "ne" || op === "notIn" ? sql`(${matches}) is not true` : matches;
}

function onChoices(on: Comparing): Sql {
  const { value } = on.leaf;
  const wanted = (Array.isArray(value) ? listOf(on, value) : [value]).map((each) => choiceOf(on, each));
  return on.leaf.op === "hasAll" ? sql`${column(on)} @> ${wanted}::text[]` : sql`${column(on)} && ${wanted}::text[]`;
}

function onReferences(on: Comparing): Sql {
  const { op, value } = on.leaf;
  const groups = (Array.isArray(value) ? listOf(on, value) : [value]).map((each) => referencesOf(on, each));
  const linked = (ids: readonly string[]) =>
    sql`${ident(on.alias)}."id" in (select l."record_id" from ${links(on)} l where l."target_id" = any(${ids}::uuid[]))`;
  if (op === "hasAny") return linked(groups.flat());
  return groups.reduce((condition, ids) => sql`${condition} and ${linked(ids)}`, sql`true`);
}

function links({ facts, object, field }: Comparing): Sql {
  return tableOf(facts.company, `${object.table}_${snake(field.name)}`);
}

/** Both ends of `between`; one of them may be open. */
function endsOf(on: Comparing): [unknown, unknown] {
  const { value } = on.leaf;
  if (!Array.isArray(value) || value.length !== 2) throw badValue(on);
  return [value[0] ?? null, value[1] ?? null];
}

function both(from: Sql | null, to: Sql | null, on: Comparing): Sql {
  if (from === null && to === null) throw badValue(on);
  return from === null ? to! : to === null ? from : sql`(${from} and ${to})`;
}

function withinOf(on: Comparing): { from: string; to: string } {
  const { company, now } = on.facts;
  const name = on.leaf.value;
  const range = typeof name === "string" ? rangeOf(name, { now, zone: company.zone, fiscalStart: company.fiscalStart }) : null;
  if (range === null) throw badValue(on);
  known(on, range.from);
  known(on, nextDay(range.to));
  return range;
}

function unreachable(on: Comparing): never {
  throw new AppError("filter.bad_operator", { params: { field: on.leaf.field, op: on.leaf.op } });
}
