import { ofUnits, unitsOf } from "../fields/decimal.ts";
import type { ModelField } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { type Contribution, SUM_SCALE } from "./contributions.ts";
import { type Feeding, isJudgedHere } from "./feedings.ts";

/** A parent's roll-ups as they will be: `after_0`, `after_1` …, in the order of the feeding, as the database writes them. */
export type After = { id: string; [after: string]: unknown };

/**
 * What the contributions make of the parents' roll-ups, once these are locked and read. Null where it takes the database to say: where a
 * condition asks more than can be judged here, an extreme may have gone, or a parent is not at hand.
 */
export function addUp(
  feeding: Feeding,
  contributions: readonly Contribution[],
  rowOf: (parentId: string) => AnyRecord | undefined,
): After[] | null {
  if (!isJudgedHere(feeding)) return null;
  const { rollups, judges } = feeding;
  const parents = new Map<string, After>();
  for (const contribution of contributions) {
    const { parentId, rollup: index } = contribution;
    const row = rowOf(parentId);
    if (row === undefined) return null;
    const parent = parents.get(parentId) ?? { id: parentId, ...asTheyStand(rollups, row) };
    parents.set(parentId, parent);
    if (!judges[index]!(contribution.situation)) continue;
    const value = withContribution(rollups[index]!, parent[`after_${index}`], contribution);
    if (value === undefined) return null;
    parent[`after_${index}`] = value;
  }
  return [...parents.values()];
}

function asTheyStand(rollups: readonly ModelField[], row: AnyRecord): Record<string, unknown> {
  return Object.fromEntries(rollups.map(({ key }, index) => [`after_${index}`, row[key]]));
}

function withContribution({ rollup, columns }: ModelField, value: any, { count, value: more }: Contribution): unknown {
  if (rollup!.kind === "count") return Number(value ?? 0) + count;
  if (rollup!.kind === "sum") return ofUnits(unitsOf(value ?? 0, SUM_SCALE) + unitsOf(more!, SUM_SCALE), SUM_SCALE);
  // Days compare as they are written; what else there is, the database compares.
  if (count < 0 || columns[0]!.sqlType !== "date") return undefined;
  const isBeyond = value === null || (rollup!.kind === "min" ? more! < value : more! > value);
  return isBeyond ? more : value;
}
