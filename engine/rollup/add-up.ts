import Big from "big.js";
import type { ModelField } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { type Contribution, SUM_SCALE } from "./contributions.ts";
import { countsAll, type Feeding } from "./feedings.ts";

/** A parent's roll-ups as they will be: `after_0`, `after_1` …, in the order of the feeding, as the database writes them. */
export type After = { id: string; [after: string]: unknown };

/**
 * What the contributions make of roll-ups that ask nothing of a child: for these it takes no database to add them up, once the
 * parents are locked and read. Null where it does: where a condition decides, an extreme may have gone, or a parent is not at hand.
 */
export function addUp(
  feeding: Feeding,
  contributions: readonly Contribution[],
  rowOf: (parentId: string) => AnyRecord | undefined,
): After[] | null {
  if (!countsAll(feeding)) return null;
  const { rollups } = feeding;
  const parents = new Map<string, After>();
  for (const contribution of contributions) {
    const { parentId, rollup: index } = contribution;
    const row = rowOf(parentId);
    if (row === undefined) return null;
    const parent = parents.get(parentId) ?? { id: parentId, ...asTheyStand(rollups, row) };
    parents.set(parentId, parent);
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
  if (rollup!.kind === "sum") return new Big(value ?? 0).plus(more!).toFixed(SUM_SCALE);
  // Days compare as they are written; what else there is, the database compares.
  if (count < 0 || columns[0]!.sqlType !== "date") return undefined;
  const isBeyond = value === null || (rollup!.kind === "min" ? more! < value : more! > value);
  return isBeyond ? more : value;
}
