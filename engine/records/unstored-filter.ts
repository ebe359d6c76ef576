import { Temporal } from "temporal-polyfill";
import type { AgeDefinition, Filter, Operator, StateCase } from "../object.ts";
import type { Comparing } from "./filter-condition.ts";
import { badValue, choiceOf, integerOf, known, listOf } from "./filter-values.ts";
import { todayOf } from "./ranges.ts";

/** What a question about a state or an age asks of the fields it comes from, so that their indexes serve it. */
export function askedOfStored(on: Comparing): Filter {
  return on.field.type === "state" ? askedOfState(on, on.field.cases!) : askedOfAge(on, on.field.age!);
}

function askedOfState(on: Comparing, cases: readonly StateCase[]): Filter {
  const { op, value } = on.leaf;
  const one = (wanted: unknown) => holds(cases, choiceOf(on, wanted));
  const some = () => ({ or: [...new Set(listOf(on, value))].map(one) });
  const any = { or: cases.map(({ when }) => when) };
  switch (op) {
    case "eq":
      return one(value);
    case "ne":
      return { not: one(value) };
    case "in":
      return some();
    case "notIn":
      return { not: some() };
    case "isNotEmpty":
      return any;
    default:
      return { not: any };
  }
}

/** The case itself holds, and none before it. */
function holds(cases: readonly StateCase[], value: string): Filter {
  const at = cases.findIndex((each) => each.value === value);
  return { and: [cases[at]!.when, ...cases.slice(0, at).map(({ when }) => ({ not: when }))] };
}

/** The older, the earlier the day. */
const SINCE: Partial<Record<Operator, Operator>> = { lt: "gt", lte: "gte", gt: "lt", gte: "lte" };

function askedOfAge(on: Comparing, { since, while: condition }: AgeDefinition): Filter {
  const { op, value } = on.leaf;
  const meanwhile = (filter: Filter) => (condition === undefined ? filter : { and: [condition, filter] });
  const compared = (by: Operator) => meanwhile({ field: since, op: by, value: dayAgo(on, value) });
  switch (op) {
    case "ne":
      return { not: compared("eq") };
    case "between": {
      const [from, to] = Array.isArray(value) && value.length === 2 ? value : [];
      const ends = [to, from].map((end) => (end === undefined || end === null ? null : dayAgo(on, end)));
      return meanwhile({ field: since, op, value: ends });
    }
    case "isNotEmpty":
      return meanwhile({ field: since, op });
    case "isEmpty":
      return { not: meanwhile({ field: since, op: "isNotEmpty" }) };
    default:
      return compared(SINCE[op] ?? op);
  }
}

const MOST_DAYS = 1_000_000;

function dayAgo(on: Comparing, value: unknown): string {
  const days = Number(integerOf(on, value));
  if (Math.abs(days) > MOST_DAYS) throw badValue(on);
  const { company, now } = on.facts;
  const today = todayOf({ now, zone: company.zone, fiscalStart: company.fiscalStart });
  return known(on, today.subtract(Temporal.Duration.from({ days })).toString());
}
