import type { Model, ModelField, ModelObject } from "../model/model.ts";
import { ownFieldsIn } from "../model/own-fields.ts";
import { type Judge, judgeOf } from "./judge.ts";

/** Roll-ups of one parent object that one reference of a child object feeds. */
export type Feeding = {
  parent: ModelObject;
  by: ModelField;
  rollups: readonly ModelField[];
  /** Keys of the child that decide what it contributes, and to which parent. */
  keys: readonly string[];
  /** Keys of the child that the condition of each roll-up, by name, asks about. */
  asked: ReadonlyMap<string, readonly string[]>;
  /** What the condition of each roll-up says without the database; null where only that can say it. */
  judges: readonly (Judge | null)[];
};

const known = new WeakMap<ModelObject, readonly Feeding[]>();

/** What changes of an object's records feed. */
export function feedingsOf(model: Model, child: ModelObject): readonly Feeding[] {
  let feedings = known.get(child);
  if (!feedings) {
    feedings = findFeedings(model, child);
    known.set(child, feedings);
  }
  return feedings;
}

const inTurn = new WeakMap<ModelObject, readonly Feeding[]>();

/**
 * The same in the order in which they are carried. Those that seldom take a database to add up come first: they are worked out while it
 * still writes the children. Of these, parents come before what they feed: an instalment that takes no more says so before its contract.
 */
export function feedingsInTurn(model: Model, child: ModelObject): readonly Feeding[] {
  const ordered =
    inTurn.get(child) ??
    feedingsOf(model, child)
      .map((feeding) => ({ feeding, early: isJudgedHere(feeding) ? 1 + heightAbove(model, feeding.parent, [child]) : 0 }))
      .sort((a, b) => b.early - a.early)
      .map(({ feeding }) => feeding);
  inTurn.set(child, ordered);
  return ordered;
}

/** Whether it takes no database to say which children count for the feeding's roll-ups. */
export function isJudgedHere({ judges }: Feeding): boolean {
  return judges.every((judge) => judge !== null);
}

/** How many parents there are above an object, one feeding the next; `below` has been passed on the way up. */
function heightAbove(model: Model, object: ModelObject, below: readonly ModelObject[]): number {
  const passed = [...below, object];
  const above = new Set(feedingsOf(model, object).map(({ parent }) => parent));
  return Math.max(
    0,
    ...[...above].filter((parent) => !passed.includes(parent)).map((parent) => 1 + heightAbove(model, parent, passed)),
  );
}

function findFeedings(model: Model, child: ModelObject): Feeding[] {
  const groups = new Map<string, { parent: ModelObject; by: ModelField; rollups: ModelField[] }>();
  for (const feed of child.feeds) {
    const parent = model.objects.get(feed.parent)!;
    const rollup = parent.fields.get(feed.rollup)!;
    const by = child.fields.get(rollup.rollup!.by);
    if (!by) throw new Error(`${parent.name}.${rollup.name}: ${child.name} has no field "${rollup.rollup!.by}"`);
    const key = `${parent.name} ${by.name}`;
    groups.set(key, { parent, by, rollups: [...(groups.get(key)?.rollups ?? []), rollup] });
  }
  return [...groups.values()].map((group) => {
    const asked = new Map(group.rollups.map(({ name, rollup }) => [name, keysOf(child, ownFieldsIn(rollup!.where))]));
    const summed = group.rollups.flatMap(({ rollup }) => rollup!.field ?? []);
    return {
      ...group,
      keys: [...new Set(["id", ...keysOf(child, [group.by.name, ...summed]), ...[...asked.values()].flat()])],
      asked,
      judges: group.rollups.map(({ rollup }) => judgeOf(child, rollup!.where)),
    };
  });
}

function keysOf(child: ModelObject, names: readonly string[]): string[] {
  return names.flatMap((name) => child.fields.get(name)!.columns.map(({ key }) => key));
}
