import sql, { join, raw, type Sql } from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { Model, ModelObject } from "../model/model.ts";
import { once } from "../model/once.ts";
import type { Filter } from "../object.ts";
import { conditionBranch, type Opening } from "./branches.ts";

/** Beyond this many ids a sub-select stays one: a long list of constants helps no plan. */
const MOST_IDS = 500;

type Asking = Pick<Opening, "model" | "company" | "now" | "userId" | "departmentIds">;

/** The ids that sub-selects of branches give, by statement. */
export type Found = ReadonlyMap<string, readonly string[]>;

/**
 * The ids behind the objects' own branches ("the pools I belong to"). With constants in their place the planner knows how many
 * rows a branch opens, and a branch that opens none costs nothing.
 */
export async function resolveBranches(db: Queryable, asking: Asking): Promise<Found> {
  const subselects = new Map<string, Sql>();
  const resolved = (targets: Sql) => {
    subselects.set(keyOf(targets), targets);
    return null;
  };
  for (const object of asking.model.objects.values()) {
    for (const { name, where } of resolvable(asking.model, object))
      conditionBranch({ ...asking, resolved }, object, name, where, "t");
  }
  if (subselects.size === 0) return new Map();
  const columns = [...subselects.values()].map((each, i) => sql`array(${each} limit ${MOST_IDS + 1}) as ${raw(`"s${i}"`)}`);
  const [row] = await db.query(sql`select ${join(columns, ", ")}`);
  return new Map([...subselects.keys()].map((key, i) => [key, row![`s${i}`]]));
}

/** Answers a sub-select from what was found; null where it must stay one. */
export function answering(found: Found): Opening["resolved"] {
  return (targets) => {
    const ids = found.get(keyOf(targets));
    return ids === undefined || ids.length > MOST_IDS ? null : ids;
  };
}

const ORGANIZATION = ["user", "department", "role"];

/** The tables whose versions decide whether what is kept still holds. */
export const branchTables = once((model: Model): readonly string[] => {
  const names = [...model.objects.values()].flatMap((object) =>
    resolvable(model, object).flatMap(({ where }) => objectsBehind(model, object, where).map(({ table }) => table)),
  );
  return [...new Set([...ORGANIZATION, ...names])];
});

/** Only what is behind set-up, such as pools, is asked beforehand; records that people own are too many. */
function resolvable(model: Model, object: ModelObject) {
  return (object.branches ?? []).filter(({ where }) =>
    objectsBehind(model, object, where).every((target) => target.ownerField === undefined && target.within === undefined),
  );
}

function objectsBehind(model: Model, object: ModelObject, filter: Filter): ModelObject[] {
  if ("and" in filter) return filter.and.flatMap((part) => objectsBehind(model, object, part));
  if ("or" in filter) return filter.or.flatMap((part) => objectsBehind(model, object, part));
  if ("not" in filter) return objectsBehind(model, object, filter.not);
  if (!("field" in filter)) return [];
  const names = filter.field.split(".").slice(0, -1);
  const targets: ModelObject[] = [];
  for (const name of names) {
    const target = model.objects.get((targets.at(-1) ?? object).fields.get(name)?.to ?? "");
    if (target !== undefined) targets.push(target);
  }
  return targets;
}

function keyOf(statement: Sql): string {
  return `${statement.text} ${JSON.stringify(statement.values)}`;
}
