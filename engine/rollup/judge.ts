import type { ModelObject } from "../model/model.ts";
import { comparisonOf } from "../model/operators.ts";
import type { AnyRecord, Filter } from "../object.ts";

/** Whether a child counts, by the fields that the roll-up's condition asks about. */
export type Judge = (situation: AnyRecord) => boolean;

/**
 * A roll-up's condition as a function, where it asks nothing but choices and yes or no and so means here what it means in the database;
 * null where it asks more: words, numbers and days are the database's to compare.
 */
export function judgeOf(child: ModelObject, where: Filter | undefined): Judge | null {
  return where === undefined ? () => true : judging(child, where);
}

function judging(child: ModelObject, where: Filter): Judge | null {
  if ("and" in where) return together(child, where.and, (parts) => (situation) => parts.every((holds) => holds(situation)));
  if ("or" in where) return together(child, where.or, (parts) => (situation) => parts.some((holds) => holds(situation)));
  if ("not" in where) {
    const holds = judging(child, where.not);
    return holds && ((situation) => !holds(situation));
  }
  return "field" in where ? comparing(child, where) : null;
}

function together(child: ModelObject, parts: readonly Filter[], join: (parts: readonly Judge[]) => Judge): Judge | null {
  const judges = parts.map((part) => judging(child, part));
  return judges.every((judge) => judge !== null) ? join(judges) : null;
}

/** As in `compileFilter`: an empty value satisfies only `isEmpty`, `ne` and `notIn`. */
function comparing(child: ModelObject, { field: name, op, value }: Extract<Filter, { field: string }>): Judge | null {
  const field = child.fields.get(name);
  if (field === undefined || !JUDGED.has(comparisonOf(field))) return null;
  const of = (situation: AnyRecord): unknown => situation[field.key] ?? null;
  switch (op) {
    case "eq":
      return (situation) => of(situation) === value;
    case "ne":
      return (situation) => of(situation) !== value;
    case "in":
      return (situation) => (value as unknown[]).includes(of(situation));
    case "notIn":
      return (situation) => !(value as unknown[]).includes(of(situation));
    case "isEmpty":
      return (situation) => of(situation) === null;
    case "isNotEmpty":
      return (situation) => of(situation) !== null;
    default:
      return null;
  }
}

const JUDGED: ReadonlySet<string> = new Set(["choice", "boolean"]);
