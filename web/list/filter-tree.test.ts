import assert from "node:assert/strict";
import { test } from "node:test";
import type { Filter } from "#engine/object.ts";
import { conditionsIn, filterOf, groupOf, isEditable, without } from "./filter-tree.ts";

const mine: Filter = { field: "owner", op: "eq", value: { me: true } };
const silent: Filter = {
  or: [
    { field: "lastFollowUpAt", op: "lt", value: { ago: "30d" } },
    { field: "lastFollowUpAt", op: "isEmpty" },
  ],
};

test("a filter comes back from the builder as it went in", () => {
  for (const filter of [mine, silent, { and: [mine, silent] }] as Filter[]) assert.deepEqual(filterOf(groupOf(filter)), filter);
});

test("conditions that are not filled in are left out", () => {
  const group = {
    all: true,
    parts: [
      { field: "owner", op: "eq" as const, value: { me: true } },
      { field: "level", op: "in" as const, value: [] },
      { field: "", op: "eq" as const },
    ],
  };
  assert.deepEqual(filterOf(group), mine);
  assert.equal(filterOf({ all: true, parts: [{ field: "", op: "eq" }] }), undefined);
});

test("a condition taken away leaves the others", () => {
  assert.deepEqual(without({ and: [mine, silent] }, 0), silent);
  assert.equal(without(mine, 0), undefined);
});

test("every condition counts, those in groups too", () => {
  assert.equal(conditionsIn({ and: [mine, silent] }), 3);
  assert.equal(conditionsIn(undefined), 0);
});

test("what only programs state is not offered for editing", () => {
  assert.equal(isEditable({ and: [mine, silent] }), true);
  assert.equal(isEditable({ and: [mine, { none: "followUps" }] }), false);
});
