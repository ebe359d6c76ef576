import assert from "node:assert/strict";
import { test } from "node:test";
import { startToyCompany } from "#test/toy-company.ts";

const toys = await startToyCompany();
const mia = await toys.person({ name: "Mia" });

test("a created widget has its defaults, its derived fields, an owner and a number", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: " Pump ", amount: "12.3", quantity: 3, dueDate: "2026-04-01" });

  assert.equal(widget.name, "Pump");
  assert.equal(widget.amount, "12.30");
  assert.equal(widget.amountBase, "12.30");
  assert.equal(widget.currency, "CNY");
  assert.equal(widget.stage, "draft");
  assert.equal(widget.probability, 10);
  assert.equal(widget.ownerId, mia.userId);
  assert.equal(widget.ownerDepartmentId, toys.departmentId);
  assert.equal(widget.number, "W2026-0001");
  assert.deepEqual(await records.get("widget", widget.id), widget);
});
