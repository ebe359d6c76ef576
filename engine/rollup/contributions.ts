import { ofUnits, unitsOf } from "../fields/decimal.ts";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import type { Draft } from "../records/draft.ts";
import type { Feeding } from "./feedings.ts";

export type Change = Pick<Draft, "before" | "record">;

/**
 * What changed children alike in all that a roll-up asks about come to for one parent: how many more there are, and of a sum how
 * much more. Of an extreme, those alike have the same value.
 */
export type Contribution = {
  /** Which of the feeding's roll-ups. */
  rollup: number;
  parentId: string;
  /** The fields that the roll-up's condition asks about. */
  situation: AnyRecord;
  count: number;
  value: string | null;
};

/** Adds up what changes bring and take; what is the same before and after cancels out, and where all does, nothing is left to carry. */
export function contributionsOf(child: ModelObject, feeding: Feeding, changes: readonly Change[]): Contribution[] {
  return feeding.rollups.flatMap((rollup, index) => {
    const counting: Counting = { counted: new Map(), last: null };
    const way = wayOf(child, feeding, rollup);
    // Apart, since those that stood alike stand alike again.
    for (const { before } of changes) add(counting, feeding, way, before, -1);
    for (const { record } of changes) add(counting, feeding, way, record, 1);
    return [...counting.counted.values()]
      .filter(({ count, sum }) => (way.kind === "sum" ? sum !== 0n : count !== 0))
      .map(({ parentId, situation, count, sum, extreme }) => {
        const value = way.kind === "sum" ? ofUnits(sum, SUM_SCALE) : extreme;
        return { rollup: index, parentId, situation, count, value };
      });
  });
}

/** Each value enters a sum as the sum's column holds it; rounded together, finer ones would come to another sum than one by one. */
export const SUM_SCALE = 4;

type Way = { kind: "sum" | "count" | "min" | "max"; valueKey: string | null; asked: readonly string[] };
type Counted = { parentId: string; situation: AnyRecord; count: number; sum: bigint; extreme: string | null };
/** Children that follow each other are often alike: the last one's count is at hand. */
type Counting = { counted: Map<string, Counted>; last: Counted | null };

function wayOf(child: ModelObject, { asked }: Feeding, { name, rollup }: ModelField): Way {
  const { kind, field, inOwnCurrency } = rollup!;
  const columns = field === undefined ? [] : child.fields.get(field)!.columns;
  return { kind, valueKey: columns.at(inOwnCurrency ? 0 : -1)?.key ?? null, asked: asked.get(name)! };
}

function add(counting: Counting, feeding: Feeding, way: Way, one: AnyRecord | null, sign: 1 | -1): void {
  const parentId = parentOf(feeding, one);
  if (one === null || parentId === null) return;
  const value = way.valueKey === null ? null : (one[way.valueKey] ?? null);
  if (way.valueKey !== null && value === null) return;
  const extreme = way.kind === "min" || way.kind === "max" ? String(value) : null;
  const alike = countedAs(counting, way, one, parentId, extreme);
  alike.count += sign;
  if (way.kind !== "sum") return;
  const exact = unitsOf(value, SUM_SCALE);
  alike.sum += sign === 1 ? exact : -exact;
}

/** The count of those alike in all that the roll-up asks about. */
function countedAs(counting: Counting, { asked }: Way, one: AnyRecord, parentId: string, extreme: string | null): Counted {
  const { counted, last } = counting;
  if (last?.parentId === parentId && last.extreme === extreme && asked.every((key) => last.situation[key] === (one[key] ?? null)))
    return last;
  const situation = Object.fromEntries(asked.map((key) => [key, one[key] ?? null])) as AnyRecord;
  const name =
    asked.length === 0 && extreme === null ? parentId : JSON.stringify([parentId, extreme, ...Object.values(situation)]);
  const known = counted.get(name) ?? { parentId, situation, count: 0, sum: 0n, extreme };
  counted.set(name, known);
  counting.last = known;
  return known;
}

/** The parent that a child which is not deleted feeds; an `anyReference` feeds the parent only where it names the parent's object. */
export function parentOf({ parent, by }: Feeding, one: AnyRecord | null): string | null {
  if (one === null || one.deletedAt || !one[by.key]) return null;
  return by.type !== "anyReference" || one[`${by.name}Object`] === parent.name ? one[by.key] : null;
}
