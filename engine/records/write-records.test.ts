import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { statementsOf } from "#test/counting.ts";
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

test("every field type is kept and read back", async () => {
  const { records } = await toys.as(mia);
  const gadget = await records.create("gadget", { name: "Press" });
  const written = {
    name: "All of it",
    recordType: "custom",
    serial: "S-1",
    summary: "two\nlines",
    body: '<p onclick="x()">Hi <script>alert(1)</script><b>there</b></p>',
    quantity: 7,
    weight: 1.5,
    share: 12.5,
    amount: { amount: "1000.005", currency: "CNY" },
    unitPrice: "0.123456",
    dueDate: "2026-12-31",
    seenAt: "2026-01-02T03:04:05+08:00",
    active: false,
    colour: "gold",
    sizes: ["large", "small"],
    phone: "+86 138 0013 8000",
    email: "Mia@Example.COM",
    website: "example.com/a",
    place: { province: "江苏", city: "无锡" },
    gadgetId: gadget.id,
    fitsIds: [gadget.id],
    aboutObject: "gadget",
    aboutId: gadget.id,
    settings: { dark: true },
  };
  const { id } = await records.create("widget", written);
  const widget = await records.get("widget", id);

  assert.equal(widget.body, "<p>Hi <b>there</b></p>");
  assert.equal(widget.amount, "1000.01");
  assert.equal(widget.unitPrice, "0.123456");
  assert.equal(widget.share, 12.5);
  assert.equal(widget.dueDate, "2026-12-31");
  assert.equal(widget.seenAt, "2026-01-01T19:04:05.000Z");
  assert.deepEqual(widget.sizes, ["small", "large"]);
  assert.equal(widget.phone, "13800138000");
  assert.equal(widget.email, "mia@example.com");
  assert.equal(widget.website, "https://example.com/a");
  assert.deepEqual(widget.place, { province: "江苏", city: "无锡" });
  assert.deepEqual(widget.fitsIds, [gadget.id]);
  assert.deepEqual(widget.settings, { dark: true });
});

test("a large chunk keeps of each record what it would keep alone, whatever its rows have alike", async () => {
  const { records } = await toys.as(mia);
  const alike = {
    summary: "one",
    dueDate: "2026-12-31",
    sizes: ["large"],
    place: { city: "无锡" },
    settings: { dark: true },
    active: false,
  };
  const values = Array.from({ length: 12 }, (_, i) => ({
    ...{ ...alike, name: `Row ${i}`, weight: i === 3 ? null : 1.5, amount: i % 2 ? "0.10" : null },
    ...(i === 5 ? { settings: null, sizes: [] } : {}),
  }));
  const made = await records.createAll("widget", values);
  await records.updateMany(
    "widget",
    made.map(({ id }, i) => ({ id, active: true, summary: i === 7 ? "other" : "one", ...(i === 2 ? { weight: 9 } : {}) })),
  );

  for (const [i, { id }] of made.entries()) {
    const { name, summary, dueDate, sizes, place, settings, active, weight, amount } = await records.get("widget", id);
    const { weight: first, amount: paid, ...rest } = values[i]!;
    assert.deepEqual(
      { name, summary, dueDate, sizes: sizes ?? [], place, settings, active, weight, amount },
      { ...rest, active: true, summary: i === 7 ? "other" : "one", weight: i === 2 ? 9 : first, amount: paid },
    );
  }
});

test("what is wrong is said for every field at once, with its code", async () => {
  const { records } = await toys.as(mia);
  const refusal = records.create("widget", {
    name: "",
    nonsense: 1,
    quantity: -1,
    dueDate: "2026-02-30",
    colour: "mauve",
    email: "nobody",
    stage: "shipped",
    gadgetId: "not an id",
  });

  await assert.rejects(refusal, (error: any) => {
    const codes = Object.fromEntries(error.details.errors.map((one: any) => [one.field, one.code]));
    assert.equal(error.status, 400);
    assert.deepEqual(codes, {
      nonsense: "invalid.unknown_field",
      quantity: "invalid.too_small",
      dueDate: "invalid.date",
      colour: "invalid.option",
      email: "invalid.email",
      stage: "invalid.not_by_people",
      gadgetId: "invalid.reference",
      name: "invalid.required",
    });
    return true;
  });
  const strangers = records.create("widget", { gadgetId: mia.userId, currency: "USD", amount: "5" });
  await assert.rejects(strangers, (error: any) => {
    assert.deepEqual(error.details.errors.map((one: any) => one.field).sort(), ["gadgetId", "name", "rate"]);
    return true;
  });
  await assert.rejects(records.create("widget", {}), fieldCode("name", "invalid.required"));
});

test("a colour of another record type, a missing record and a taken serial are refused at their field", async () => {
  const { records } = await toys.as(mia);
  await assert.rejects(records.create("widget", { name: "Gilt", colour: "gold" }), fieldCode("colour", "invalid.option_of_type"));
  const nobody = "00000000-0000-7000-8000-000000000000";
  await assert.rejects(records.create("widget", { name: "Lost", gadgetId: nobody }), fieldCode("gadgetId", "invalid.reference"));
  await records.create("widget", { name: "First", serial: "TAKEN" });
  await assert.rejects(records.create("widget", { name: "Second", serial: "TAKEN" }), fieldCode("serial", "not_unique"));
});

test("a change writes what differs, raises the version and leaves the difference as a fact", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Valve", quantity: 1 });
  const changed = await records.update("widget", widget.id, { quantity: 2, name: "Valve" }, { version: 1 });

  assert.equal(changed.version, 2);
  assert.equal(changed.quantity, 2);
  const events = await toys.eventsOf(widget.id);
  assert.deepEqual(events.at(-1)!.changes, { quantity: [1, 2] });
  assert.equal(events.at(-1)!.actorId, mia.userId);

  await records.update("widget", widget.id, { quantity: 2 });
  assert.equal((await toys.eventsOf(widget.id)).length, 2, "a change of nothing is no fact");
});

test("two people who save one record: the second is told", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Shared one" });
  await records.update("widget", widget.id, { quantity: 1 }, { version: 1 });
  await assert.rejects(records.update("widget", widget.id, { quantity: 2 }, { version: 1 }), { code: "record.stale" });
});

test("links to several records are added and removed one by one", async () => {
  const { records } = await toys.as(mia);
  const [a, b, c] = await Promise.all(["A", "B", "C"].map((name) => records.create("gadget", { name: `Linked ${name}` })));
  const widget = await records.create("widget", { name: "Linked", fitsIds: [a!.id, b!.id] });
  await records.update("widget", widget.id, { fitsIds: [b!.id, c!.id] });
  assert.deepEqual((await records.get("widget", widget.id)).fitsIds, [b!.id, c!.id].sort());
});

test("in a batch each record has its own outcome", async () => {
  const { records } = await toys.as(mia);
  const outcomes = await records.createMany("widget", [
    { name: "Batch one", serial: "B-1" },
    { name: "" },
    { name: "Batch three", serial: "B-1" },
    { name: "Batch four", serial: "B-4" },
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? "ok" : (outcome.error.details.errors?.[0]?.code ?? outcome.error.code))),
    ["ok", "invalid.required", "not_unique", "ok"],
  );
});

test("a name that is taken warns, and is saved when the person insists; a phone that is taken is refused", async () => {
  const { records } = await toys.as(mia);
  await records.create("gadget", { name: "北京华江科技有限公司" });
  const again = { name: "北京华江科技" };
  await assert.rejects(records.create("gadget", again), (error: any) => {
    assert.equal(error.code, "duplicate.found");
    assert.equal(error.status, 409);
    assert.equal(error.details.with.duplicates.length, 1);
    return true;
  });
  await records.create("gadget", again, { accept: ["duplicate.found"] });

  await records.create("widget", { name: "Phone one", phone: "13911112222" });
  await assert.rejects(records.create("widget", { name: "Phone two", phone: "139 1111 2222" }, { accept: "all" }), {
    code: "duplicate.blocked",
  });
});

test("numbers without gaps survive a failed write, and follow the year", async () => {
  const { records } = await toys.as(mia);
  const first = await records.create("widget", { name: "Numbered 1" });
  await assert.rejects(records.create("widget", { name: "Numbered 2", serial: "TAKEN" }));
  const second = await records.create("widget", { name: "Numbered 3" });
  assert.equal(Number(second.number.slice(-4)), Number(first.number.slice(-4)) + 1);

  toys.clock.set("2026-12-31T16:00:00Z");
  assert.equal((await records.create("widget", { name: "Of next year" })).number, "W2027-0001");
  toys.clock.set("2026-03-02T01:00:00Z");
});

test("amounts in another currency need a rate and are kept in base currency too", async () => {
  const { records } = await toys.as(mia);
  await assert.rejects(
    records.create("widget", { name: "Yen", amount: "100", currency: "JPY" }),
    fieldCode("rate", "invalid.required"),
  );
  const yen = await records.create("widget", { name: "Yen", amount: "100.5", currency: "JPY", rate: "0.048" });
  assert.equal(yen.amount, "101");
  assert.equal(yen.amountBase, "4.85");
  assert.equal((await records.get("widget", yen.id)).amount, "101");
});

test("migration states the past: stage, creator and day; policies become warnings", async () => {
  const noah = await toys.person({ name: "Noah" });
  const ctx = await toys.as(mia);
  const [outcome] = await ctx.records.createMany(
    "widget",
    [{ name: "Old one", stage: "shipped", createdAt: "2020-05-06T00:00:00Z", createdById: noah.userId, ownerId: noah.userId }],
    { migrating: true },
  );
  assert.ok(outcome?.ok);
  assert.equal(outcome.record.stage, "shipped");
  assert.equal(outcome.record.createdAt, "2020-05-06T00:00:00.000Z");
  assert.equal(outcome.record.createdById, noah.userId);
  assert.deepEqual(outcome.warnings, [{ code: "widget.due_date_missing", field: "dueDate" }]);
  assert.equal((await ctx.ownership.current("widget", outcome.record.id))!.from, "2020-05-06T00:00:00.000Z");
});

test("one record twice in a batch is changed twice, in that order", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Twice", quantity: 1 });
  const outcomes = await records.updateMany("widget", [
    { id: widget.id, quantity: 2 },
    { id: "no id", quantity: 2 },
    { id: widget.id, weight: 3 },
  ]);
  assert.deepEqual(
    outcomes.map((outcome) => (outcome.ok ? [outcome.record.quantity, outcome.record.weight] : outcome.error.code)),
    [[2, null], "not_found", [2, 3]],
  );
  assert.equal((await records.get("widget", widget.id)).version, 3);
});

test("characters that no database keeps are left out wherever text comes in", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", {
    name: "a\u0000\ud800b",
    place: { street: "x\u0000" },
    email: "a\u0000@b.cn",
    amount: "1",
  });
  assert.equal(widget.name, "a\ufffdb");
  assert.deepEqual(widget.place, { street: "x" });
  await records.perform("widget", "advance", widget.id, { note: "n\u0000\udfff" });
  assert.equal((await toys.eventsOf(widget.id)).at(-1)!.data.note, "n\ufffd");
});

test("five hundred records take as many statements as one, and one takes few", async () => {
  const gadget = await (await toys.as(mia)).records.create("gadget", { name: "Measured" });
  const statements = async (count: number) =>
    await toys.within(mia, (ctx) =>
      statementsOf(ctx, async ({ records }) => {
        const values = Array.from({ length: count }, (_, i) => ({
          name: `Measured ${count}.${i}`,
          gadgetId: gadget.id,
          amount: "1",
        }));
        const outcomes = await records.createMany("widget", values, { accept: "all" });
        assert.ok(outcomes.every((outcome) => outcome.ok));
      }),
    );
  // The gadget is large from here on: its rule has nothing more to change.
  await statements(3);
  const one = await statements(1);
  assert.equal(await statements(500), one);
  assert.ok(one <= 16, `${one} statements for a record with every kind of field, two numbers, a rule that reads and roll-ups`);
});

test("of two who choose at once, the second sees what the first has chosen, and his choice stands", async () => {
  const { records } = await toys.as(mia);
  const [crane, drill] = [await records.create("gadget", { name: "Crane" }), await records.create("gadget", { name: "Drill" })];
  const widget = await records.create("widget", { name: "Chosen", fitsIds: [crane.id] });
  const waiting: Promise<unknown>[] = [];
  await toys.within(mia, async (ctx) => {
    await ctx.records.update("widget", widget.id, { fitsIds: [drill.id] });
    waiting.push(records.update("widget", widget.id, { fitsIds: [crane.id] }));
    while (!(await isSomeoneWaiting()));
  });
  await Promise.all(waiting);
  assert.deepEqual((await records.get("widget", widget.id)).fitsIds, [crane.id]);
});

async function isSomeoneWaiting(): Promise<boolean> {
  const rows = await toys.database.query(sql`
    select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
  return rows.length > 0;
}

function fieldCode(field: string, code: string) {
  return (error: any) => {
    assert.deepEqual(
      error.details.errors?.map((one: any) => [one.field, one.code]),
      [[field, code]],
    );
    return true;
  };
}
