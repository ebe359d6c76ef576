import assert from "node:assert/strict";
import { test } from "node:test";
import { validate, version } from "uuid";
import { newId } from "./new-id.ts";

test("ids made one after the other are different, and sort in the order they were made", () => {
  const ids = Array.from({ length: 20_000 }, newId);

  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual([...ids].sort(), ids);
  assert.ok(ids.every((id) => validate(id) && version(id) === 7));
});

test("an id says when it was made", () => {
  const before = Date.now();
  const made = Number.parseInt(newId().replace("-", "").slice(0, 12), 16);

  assert.ok(made >= before && made <= Date.now() + 1, String(made - before));
});
