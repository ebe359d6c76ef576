import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { startTestDatabase } from "#test/app.ts";
import { allDone } from "./all-done.ts";

const { database } = await startTestDatabase();

test("of writes that fail together the cause is told, and not that the transaction is over", async () => {
  const written = database.transaction(async (tx) => {
    const later = async () => {
      await tx.query(sql`select 1`);
      await tx.query(sql`select 2`);
    };
    await allDone([later(), tx.query(sql`select 1 / 0`)]);
  });
  await assert.rejects(written, { code: "22012" });
});

test("others are waited for when one fails", async () => {
  let isOver = false;
  const slow = new Promise<void>((resolve) => {
    setTimeout(() => {
      isOver = true;
      resolve();
    }, 20);
  });
  await assert.rejects(allDone([Promise.reject(new Error("no")), slow]), { message: "no" });
  assert.equal(isOver, true);
});
