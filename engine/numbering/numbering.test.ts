import assert from "node:assert/strict";
import { test } from "node:test";
import { startToyCompany } from "#test/toy-company.ts";
import { formatNumber, highestStated } from "./assign-numbers.ts";

const toys = await startToyCompany();
const mia = await toys.person();

test("of many who draw the first number there ever was, each gets one of his own", async () => {
  const first = () => toys.within(mia, (ctx) => ctx.records.create("widget", { name: "First" }, { accept: "all" }));

  const made = await Promise.all(Array.from({ length: 7 }, first));

  assert.equal(new Set(made.map(({ batch }) => batch)).size, 7);
});

test("a pattern is filled with the day and the padded sequence", () => {
  assert.equal(formatNumber({ pattern: "Q{yyyy}{mm}{dd}-{000}" }, "2026-03-02", 7), "Q20260302-007");
  assert.equal(formatNumber({ pattern: "{yy}/{0000}" }, "2026-03-02", 12345), "26/12345");
  assert.equal(highestStated({ pattern: "A.{yy}-{00}" }, "2026-03-02", ["A.26-7", "A.26-12", "A.25-99", "Ax26-50", null]), 12);
});

test("numbers brought along are kept, and the sequence goes on after them", async () => {
  const { records } = await toys.as(mia);
  const old = await records.create("widget", { name: "Old", number: "W2026-0041", batch: "B00009" }, { migrating: true });
  assert.equal(old.number, "W2026-0041");
  const next = await records.create("widget", { name: "Next" });
  assert.equal(next.number, "W2026-0042");
  assert.equal(next.batch, "B00010");
});

test("many at once get different numbers, without gaps where that is promised", async () => {
  const { records } = await toys.as(mia);
  await Promise.allSettled(
    Array.from({ length: 30 }, (_, i) => records.create("widget", { name: `Many ${i}`, serial: i % 3 === 0 ? "SAME" : null })),
  );
  const all = await records.find("widget", { filter: { field: "name", op: "startsWith", value: "Many" } });
  const numbers = all.map((widget) => Number(widget.number.slice(-4))).sort((a, b) => a - b);
  assert.deepEqual(
    numbers,
    Array.from({ length: 21 }, (_, i) => 43 + i),
  );
  assert.equal(new Set(all.map((widget) => widget.batch)).size, 21);
});

test("a lost sequence goes on after what is stored", async () => {
  const { records } = await toys.as(mia);
  await toys.database.pool.query(`drop sequence "c_toys"."number_widget_batch"`);
  const { batch } = await records.create("widget", { name: "After a restore" });
  assert.ok(Number(batch.slice(1)) > 30, batch);
});
