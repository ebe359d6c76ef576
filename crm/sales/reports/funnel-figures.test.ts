import assert from "node:assert/strict";
import { test } from "node:test";
import { figuresBy, funnelOf } from "./funnel-figures.ts";

const STAGES = [
  { value: "research", label: "方案研究", kind: "open" },
  { value: "trial", label: "产品试用", kind: "open" },
  { value: "won", label: "赢单", kind: "won" },
  { value: "lost", label: "输单", kind: "lost" },
];

const standing = figuresBy(
  {
    rows: [
      { group: { stage: "research" }, measures: { count: 5, amount: "50.0000" } },
      { group: { stage: "trial" }, measures: { count: 3, amount: "30.0000" } },
      { group: { stage: "won" }, measures: { count: 2, amount: "20.0000" } },
      { group: { stage: "lost" }, measures: { count: 4, amount: null } },
    ],
  },
  "stage",
);

test("a deal has reached every stage up to the one it stands in or was lost from", () => {
  const lostFrom = figuresBy(
    { rows: [{ group: { lastOpenStage: "trial" }, measures: { count: 1, amount: "0" } }] },
    "lastOpenStage",
  );
  const { stages, won, lost } = funnelOf(STAGES, standing, lostFrom);
  assert.deepEqual(
    stages.map(({ count, reached }) => [count, reached]),
    [
      [5, 11],
      [3, 6],
    ],
  );
  assert.deepEqual([won?.count, won?.reached, won?.amount], [2, 2, "20.0000"]);
  assert.equal(lost?.count, 4);
});

test("conversion is the part of those in the stage before, and nothing for the first", () => {
  const { stages, won } = funnelOf(STAGES, standing, new Map());
  assert.deepEqual([stages[0]?.conversion, stages[1]?.conversion, won?.conversion], [null, 0.5, 0.4]);
});

test("the rows behind a figure are those that were counted", () => {
  const { stages } = funnelOf(STAGES, standing, new Map());
  assert.deepEqual(stages[1]?.reachedFilter, {
    or: [
      { field: "stage", op: "in", value: ["trial", "won"] },
      {
        and: [
          { field: "status", op: "eq", value: "lost" },
          { field: "lastOpenStage", op: "in", value: ["trial", "won"] },
        ],
      },
    ],
  });
});
