import assert from "node:assert/strict";
import { test } from "node:test";
import { startToyCompany } from "#test/toy-company.ts";
import { pastOf } from "./perform-action.ts";

const toys = await startToyCompany();
const mia = await toys.person({ name: "Mia" });

test("a verb changes its record and tells it as one fact, with the change and its own words", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Drill", amount: "5" });
  const advanced = await records.perform("widget", "advance", widget.id, { note: "looks good" });

  assert.equal(advanced.stage, "tested");
  assert.equal(advanced.probability, 60);
  const events = await toys.eventsOf(widget.id);
  assert.deepEqual(
    events.map((event) => event.name),
    ["widget.created", "widget.advanced"],
  );
  assert.deepEqual(events[1]!.changes, { stage: ["draft", "tested"], probability: [10, 60] });
  assert.deepEqual(events[1]!.data, { from: "draft", to: "tested", note: "looks good" });
});

test("a verb is refused with the reason that blocks it, and with what is wrong in its input", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Blocked" });
  await assert.rejects(records.perform("widget", "advance", widget.id, {}), { code: "widget.amount_missing", status: 409 });
  await records.update("widget", widget.id, { amount: "1" });
  await assert.rejects(records.perform("widget", "advance", widget.id, { note: 1 }), { code: "invalid", status: 400 });
  await assert.rejects(records.perform("widget", "advance", widget.id, { other: 1 }), (error: any) => {
    assert.deepEqual(error.details.errors[0].code, "invalid.unknown_field");
    return true;
  });
  await assert.rejects(records.perform("widget", "advance", widget.id, {}, { version: 1 }), { code: "record.stale" });
  await assert.rejects(records.perform("widget", "vanish", widget.id, {}), { code: "not_found" });
});

test("a failed check takes back the whole verb", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "No due date", amount: "1" });
  await records.perform("widget", "advance", widget.id, {});
  await assert.rejects(records.perform("widget", "advance", widget.id, {}), { code: "widget.due_date_missing" });
  assert.equal((await records.get("widget", widget.id)).stage, "tested");
});

test("who may not see a record cannot act on it; who only sees it is refused", async () => {
  const owner = await toys.person({ name: "Owner", rolesIds: [toys.roles.rep] });
  const elsewhere = await toys.add("department", { name: "Elsewhere" });
  const stranger = await toys.person({ name: "Stranger", rolesIds: [toys.roles.rep], departmentId: elsewhere.id });
  const colleague = await toys.person({ name: "Colleague", rolesIds: [toys.roles.rep] });
  const widget = await (await toys.as(owner)).records.create("widget", { name: "Hers", amount: "1" });

  await assert.rejects((await toys.as(stranger)).records.perform("widget", "advance", widget.id, {}), { code: "not_found" });
  await assert.rejects((await toys.as(stranger)).records.update("widget", widget.id, { quantity: 1 }), { code: "not_found" });
  await assert.rejects((await toys.as(colleague)).records.perform("widget", "advance", widget.id, {}), { code: "forbidden" });
  await assert.rejects((await toys.as(colleague)).records.update("widget", widget.id, { quantity: 1 }), { code: "forbidden" });
  await (await toys.as(owner)).records.perform("widget", "advance", widget.id, {});
});

test("events are in the past tense", () => {
  assert.deepEqual(["claim", "release", "qualify", "convert"].map(pastOf), ["claimed", "released", "qualified", "converted"]);
});
