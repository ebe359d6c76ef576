import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelField, ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { addUp } from "./add-up.ts";
import type { Contribution } from "./contributions.ts";
import type { Feeding } from "./feedings.ts";
import { judgeOf } from "./judge.ts";

const SUM = { key: "sum", columns: [{ sqlType: "numeric(20,4)" }], rollup: { kind: "sum" } };
const COUNT = { key: "count", columns: [{ sqlType: "bigint" }], rollup: { kind: "count" } };
const LATEST = { key: "latest", columns: [{ sqlType: "date" }], rollup: { kind: "max" } };
const LARGEST = { key: "largest", columns: [{ sqlType: "bigint" }], rollup: { kind: "max" } };
const IF_OPEN = { ...COUNT, rollup: { kind: "count", where: { field: "phase", op: "eq", value: "open" } } };

const AFTER_MAY = { ...COUNT, rollup: { kind: "count", where: { field: "day", op: "gt", value: "2026-05-31" } } };
const child = {
  fields: new Map<string, object>([
    ["phase", { key: "phase", type: "choice", columns: [{ sqlType: "text" }] }],
    ["day", { key: "day", type: "date", columns: [{ sqlType: "date" }] }],
  ]),
} as unknown as ModelObject;

function feedingOf(...rollups: object[]): Feeding {
  const own = rollups as ModelField[];
  const judges = own.map(({ rollup }) => judgeOf(child, rollup!.where));
  return { parent: {} as ModelObject, by: {} as ModelField, rollups: own, keys: [], asked: new Map(), judges };
}

function brought(rollup: number, count: number, value: string | null = null, situation: object = {}): Contribution {
  return { rollup, parentId: "p", situation: situation as AnyRecord, count, value };
}

const parent = { id: "p", sum: "100.00", count: 2, latest: "2026-03-01", largest: 7 } as unknown as AnyRecord;
const rowOf = (id: string) => (id === "p" ? parent : undefined);

test("sums and counts grow by what is brought, exactly, and what nothing is brought to stays", () => {
  const after = addUp(feedingOf(SUM, COUNT, LATEST), [brought(0, 2, "0.3"), brought(1, -1)], rowOf);
  assert.deepEqual(after, [{ id: "p", after_0: "100.3000", after_1: 1, after_2: "2026-03-01" }]);
});

test("a later day takes the place of an earlier one and not the other way round", () => {
  const days = ["2026-02-28", "2026-03-02", "2026-03-01"].map((day) => brought(0, 1, day));
  assert.deepEqual(addUp(feedingOf(LATEST), days, rowOf), [{ id: "p", after_0: "2026-03-02" }]);
});

test("only what satisfies a roll-up's condition counts for it", () => {
  const brings = [brought(0, 1), brought(1, -1, null, { phase: "open" }), brought(1, 3, null, { phase: "void" })];
  assert.deepEqual(addUp(feedingOf(COUNT, IF_OPEN), brings, rowOf), [{ id: "p", after_0: 3, after_1: 1 }]);
});

test("the database is left to say what an order of days, a lost extreme, another type's order or an unread parent come to", () => {
  assert.equal(addUp(feedingOf(COUNT, AFTER_MAY), [brought(0, 1)], rowOf), null);
  assert.equal(addUp(feedingOf(LATEST), [brought(0, -1, "2026-03-01")], rowOf), null);
  assert.equal(addUp(feedingOf(LARGEST), [brought(0, 1, "10")], rowOf), null);
  assert.equal(
    addUp(feedingOf(COUNT), [brought(0, 1)], () => undefined),
    null,
  );
});
