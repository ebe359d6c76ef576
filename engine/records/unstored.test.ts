import assert from "node:assert/strict";
import test from "node:test";
import { startTestApp } from "#test/http.ts";

const { as, person, add, clock } = await startTestApp();
clock.set("2026-03-10T17:00:00Z"); // the eleventh in Shanghai
const boss = await person();
const api = as(boss);

const widgets = {
  shipped: { dueDate: "2026-03-01", stage: "shipped" },
  late: { dueDate: "2026-03-10" },
  veryLate: { dueDate: "2026-01-31" },
  today: { dueDate: "2026-03-11" },
  nextWeek: { dueDate: "2026-03-17" },
  later: { dueDate: "2026-03-18" },
  undated: {},
};
for (const [name, values] of Object.entries(widgets)) await add("widget", { name, amount: "10", ...values });

async function named(filter: unknown): Promise<string[]> {
  const answer = await api.post("/api/v1/widgets/query", { filter, fields: ["name"], sort: "name" });
  assert.equal(answer.status, 200, answer.text);
  return answer.body.items.map((item: any) => item.name).sort();
}
const timing = (op: string, value?: unknown) => named({ field: "timing", op, value });
const daysLate = (op: string, value?: unknown) => named({ field: "daysLate", op, value });

test("a state is the first case that holds on the company's day, and an age the days since", async () => {
  const { body } = await api.post("/api/v1/widgets/query", { fields: ["name", "timing", "daysLate"] });

  assert.deepEqual(Object.fromEntries(body.items.map((item: any) => [item.name, [item.timing, item.daysLate]])), {
    shipped: ["done", null],
    late: ["late", 1],
    veryLate: ["late", 39],
    today: ["soon", 0],
    nextWeek: ["soon", -6],
    later: ["planned", -7],
    undated: [null, null],
  });
});

test("a filter by a state finds what is shown in it, and no more", async () => {
  assert.deepEqual(await timing("eq", "late"), ["late", "veryLate"]);
  assert.deepEqual(await timing("eq", "planned"), ["later"]);
  assert.deepEqual(await timing("in", ["done", "soon"]), ["nextWeek", "shipped", "today"]);
  assert.deepEqual(await timing("ne", "late"), ["later", "nextWeek", "shipped", "today", "undated"]);
  assert.deepEqual(await timing("notIn", ["late", "soon", "planned"]), ["shipped", "undated"]);
  assert.deepEqual(await timing("isEmpty"), ["undated"]);
  assert.equal((await timing("isNotEmpty")).length, 6);
  assert.deepEqual(await timing("in", []), []);
});

test("a filter by an age counts days backwards from today", async () => {
  assert.deepEqual(await daysLate("eq", 1), ["late"]);
  assert.deepEqual(await daysLate("gt", 0), ["late", "veryLate"]);
  assert.deepEqual(await daysLate("gte", 0), ["late", "today", "veryLate"]);
  assert.deepEqual(await daysLate("lt", -6), ["later"]);
  assert.deepEqual(await daysLate("between", [0, 30]), ["late", "today"]);
  assert.deepEqual(await daysLate("between", [null, -6]), ["later", "nextWeek"]);
  assert.deepEqual(await daysLate("isEmpty"), ["shipped", "undated"]);
  assert.equal((await daysLate("ne", 1)).length, 6);
});

test("what is no state or no number of days is refused, and nothing is sorted by what is not stored", async () => {
  const ask = async (body: unknown) => (await api.post("/api/v1/widgets/query", body)).body.code;

  assert.equal(await ask({ filter: { field: "timing", op: "eq", value: "never" } }), "filter.bad_value");
  assert.equal(await ask({ filter: { field: "timing", op: "contains", value: "la" } }), "filter.bad_operator");
  assert.equal(await ask({ filter: { field: "daysLate", op: "gt", value: "1e9" } }), "filter.bad_value");
  assert.equal(await ask({ filter: { field: "daysLate", op: "gt", value: 99_999_999 } }), "filter.bad_value");
  assert.equal(await ask({ filter: { field: "daysLate", op: "between", value: [1] } }), "filter.bad_value");
  assert.equal(await ask({ sort: "timing" }), "query.bad_sort");
  assert.equal(await ask({ sort: "-daysLate" }), "query.bad_sort");
});

test("records are counted by state, also through a reference, and ages are measured", async () => {
  const late = (await api.post("/api/v1/widgets/query", { filter: { field: "name", op: "eq", value: "late" } })).body.items[0];
  await add("widget", { name: "spare", stage: "shipped", dueDate: "2026-01-01", spareId: late.id });
  const ask = async (query: unknown) => (await api.post("/api/v1/widgets/aggregate", query)).body.rows;

  const byState = await ask({ groupBy: ["timing"], measures: { n: { fn: "count" }, most: { fn: "max", field: "daysLate" } } });
  assert.deepEqual(
    byState.map(({ group, measures }: any) => [group.timing, measures.n, measures.most]),
    [
      ["done", 2, null],
      ["late", 2, 39],
      ["planned", 1, -7],
      ["soon", 2, 0],
      [null, 1, null],
    ],
  );
  const filter = { field: "name", op: "eq", value: "spare" };
  const through = await ask({ filter, groupBy: ["spare.timing"], measures: { n: { fn: "count" } } });
  assert.deepEqual(through, [{ group: { "spare.timing": "late" }, measures: { n: 1 } }]);
  assert.deepEqual(await named({ field: "spare.timing", op: "eq", value: "late" }), ["spare"]);
});

test("the answer to a write tells the state too, and nobody sets it", async () => {
  const made = await api.post("/api/v1/widgets", { name: "fresh", dueDate: "2026-03-01" });
  assert.deepEqual([made.body.timing, made.body.daysLate], ["late", 10]);
  const path = `/api/v1/widgets/${made.body.id}`;
  assert.equal((await api.get(path)).body.timing, "late");

  const moved = await api.patch(path, { dueDate: "2026-05-01" }, { "if-match": "1" });
  assert.deepEqual([moved.body.timing, moved.body.daysLate], ["planned", -51]);
  assert.equal((await api.patch(path, { timing: "done" }, { "if-match": "2" })).status, 400);
});

test("the model offers the states in order, and who may not know the field is not told by it", async () => {
  const { body } = await api.get("/api/v1/model");
  const field = body.objects.find((one: any) => one.name === "widget").fields.find((one: any) => one.name === "timing");
  assert.deepEqual(
    field.options.map((option: any) => [option.value, option.label, option.tone]),
    [
      ["done", "Done", "success"],
      ["late", "Late", "danger"],
      ["soon", "Soon", "warning"],
      ["planned", "Planned", undefined],
    ],
  );
  assert.deepEqual([field.readOnly, field.sortable], [true, false]);

  const kept = { permissions: { widget: { read: "company" } }, fieldRules: { widget: { timing: "hide" } } };
  const blind = await add("role", { name: "Blind", code: "blind", ...kept });
  const reader = as(await person({ rolesIds: [blind.id] }));
  assert.ok(!("timing" in (await reader.get("/api/v1/widgets")).body.items[0]));
  const asked = await reader.post("/api/v1/widgets/query", { filter: { field: "timing", op: "eq", value: "late" } });
  assert.equal(asked.body.code, "filter.unknown_field");
});

test("states leave in exports by their labels", async () => {
  const filter = { field: "name", op: "eq", value: "late" };
  const file = await api.post("/api/v1/exports", {
    object: "widget",
    format: "csv",
    filter,
    fields: ["name", "timing", "daysLate"],
  });
  assert.match(file.text, /late,Late,1/);
});
