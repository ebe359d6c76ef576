import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestDatabase } from "#test/app.ts";
import { changesAccess, noteAccessChange } from "./known-access.ts";

const { database } = await startTestDatabase();

test("what is told of people in a transaction concerns that transaction, and outside of one nobody", async () => {
  await database.transaction(async (tx) => {
    noteAccessChange(tx);
    assert.equal(changesAccess(tx), true);
  });
  // An export of people is told on the pool, which serves every later read.
  noteAccessChange(database);
  assert.equal(changesAccess(database), false);
  await database.transaction(async (tx) => assert.equal(changesAccess(tx), false));
});
