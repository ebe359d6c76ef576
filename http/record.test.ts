import assert from "node:assert/strict";
import test from "node:test";
import { runActOnMany } from "#engine/bulk/act-on-many.ts";
import { startTestApp } from "#test/http.ts";

const { as, person, roles, clock, engine, company, settled } = await startTestApp();
const boss = await person();
const api = as(boss);

async function makeWidget(values: Record<string, unknown> = {}) {
  const answer = await api.post("/api/v1/widgets?accept=all", { name: "Cog", ...values });
  assert.equal(answer.status, 201, answer.text);
  return answer.body;
}

test("a record is created, read, listed, counted, changed, deleted and restored", async () => {
  const created = await api.post("/api/v1/widgets", { name: "Sprocket", amount: "12.30", ownerId: boss.userId });
  assert.equal(created.status, 201, created.text);
  assert.equal(created.headers.etag, '"1"');
  assert.equal(created.headers.location, `/api/v1/widgets/${created.body.id}`);
  assert.deepEqual(created.body.amount, { amount: "12.30", currency: "CNY", base: "12.30" });
  assert.deepEqual(created.body.owner, { id: boss.userId, title: boss.name, object: "user" });

  const { id } = created.body;
  const filter = encodeURIComponent(JSON.stringify({ field: "name", op: "eq", value: "Sprocket" }));
  const listed = await api.get(`/api/v1/widgets?filter=${filter}&sort=-createdAt&fields=name&limit=5`);
  assert.deepEqual(
    listed.body.items.map((item: any) => item.name),
    ["Sprocket"],
  );
  assert.equal(listed.body.next, null);
  const counted = await api.post("/api/v1/widgets/count", { filter: { field: "name", op: "eq", value: "Sprocket" } });
  assert.deepEqual(counted.body, { count: 1, exact: true });

  const changed = await api.patch(`/api/v1/widgets/${id}`, { name: "Sprocket 2" }, { "if-match": '"1"' });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.headers.etag, '"2"');

  assert.equal((await api.delete(`/api/v1/widgets/${id}`, { "if-match": "2" })).status, 204);
  assert.equal((await api.get(`/api/v1/widgets/${id}`)).status, 404);
  const restored = await api.post(`/api/v1/widgets/${id}/restore`);
  assert.equal(restored.status, 200, restored.text);
  assert.equal(restored.body.name, "Sprocket 2");
});

test("a change without its version is refused, and a stale one shows the record as it stands", async () => {
  const widget = await makeWidget();
  const path = `/api/v1/widgets/${widget.id}`;

  const blind = await api.patch(path, { name: "A" });
  assert.deepEqual([blind.status, blind.body.code], [428, "version.required"]);
  assert.equal((await api.delete(path)).status, 428);

  await api.patch(path, { name: "Theirs" }, { "if-match": '"1"' });
  const stale = await api.patch(path, { name: "Mine" }, { "if-match": '"1"' });
  assert.deepEqual([stale.status, stale.body.code], [409, "record.stale"]);
  assert.equal(stale.body.record.name, "Theirs");
  assert.equal(stale.body.record.version, 2);
});

test("the same key creates one record, however often it is sent", async () => {
  const key = { "idempotency-key": "form-1" };
  const answers = await Promise.all([1, 2, 3].map(() => api.post("/api/v1/widgets", { name: "Once" }, key)));

  assert.deepEqual(
    answers.map((answer) => answer.status),
    [201, 201, 201],
  );
  assert.equal(new Set(answers.map((answer) => answer.body.id)).size, 1);
  const again = await api.post("/api/v1/widgets", { name: "Once" }, key);
  assert.equal(again.headers["idempotency-replayed"], "true");
  const other = await api.post("/api/v1/widgets", { name: "Something else" }, key);
  assert.deepEqual([other.status, other.body.code], [409, "idempotency.reused"]);
});

test("a refused create leaves its key free for the corrected form", async () => {
  const key = { "idempotency-key": "form-2" };
  assert.equal((await api.post("/api/v1/widgets", {}, key)).status, 400);
  assert.equal((await api.post("/api/v1/widgets", { name: "Corrected" }, key)).status, 201);
});

test("what is wrong is said at its field, in the person's language", async () => {
  const zh = { ...(await person()), language: "zh-CN" };
  const empty = await as(zh).post("/api/v1/widgets", {});
  assert.match(empty.body.errors[0].message, /名称/);

  const answer = await as(zh).post("/api/v1/widgets", { name: "x", amount: "much", nonsense: 1 });

  assert.equal(answer.status, 400);
  assert.equal(answer.headers["content-type"], "application/problem+json; charset=utf-8");
  const fields = Object.fromEntries(answer.body.errors.map((error: any) => [error.field, error]));
  assert.ok(fields.amount.message.length > 0 && fields.nonsense.message.length > 0);
});

test("an action runs once its reason to refuse is gone, and says so before", async () => {
  const widget = await makeWidget();
  const blocked = await api.post(`/api/v1/widgets/${widget.id}/advance`, {});
  assert.deepEqual([blocked.status, blocked.body.code], [409, "widget.amount_missing"]);
  assert.equal(blocked.body.title, "Fill in the amount first");
  const shown = await api.get(`/api/v1/widgets/${widget.id}?can=true`);
  assert.equal(shown.body.can.advance, "widget.amount_missing");

  await api.patch(`/api/v1/widgets/${widget.id}`, { amount: "5" }, { "if-match": "1" });
  const advanced = await api.post(`/api/v1/widgets/${widget.id}/advance`);
  assert.equal(advanced.status, 200, advanced.text);
  assert.equal(advanced.body.stage, "tested");
  assert.equal(advanced.body.can.advance, true);
  assert.equal((await api.post(`/api/v1/widgets/${widget.id}/explode`)).status, 404);
});

test("an action on many tells each record's outcome", async () => {
  const ready = await makeWidget({ amount: "1" });
  const poor = await makeWidget();

  const answer = await api.post("/api/v1/widgets/advance", { ids: [ready.id, poor.id], input: { note: "all" } });

  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(
    answer.body.results.map((result: any) => result.ok),
    [true, false],
  );
  assert.equal(answer.body.results[0].record.stage, "tested");
  assert.equal(answer.body.results[1].problem.code, "widget.amount_missing");
  assert.equal((await api.post("/api/v1/widgets/advance", {})).status, 400);
});

test("an action on very many becomes a job, which two workers share without acting twice", async () => {
  const many = Array.from({ length: 205 }, (_, index) => ({
    name: `Bulk ${index}`,
    amount: index < 203 ? "1" : null,
    weight: 7,
  }));
  assert.equal((await api.post("/api/v1/widgets/batch?accept=all", { create: many })).status, 200);

  const asked = await api.post("/api/v1/widgets/advance", { filter: { field: "weight", op: "eq", value: "7" } });
  assert.equal(asked.status, 202, asked.text);
  assert.equal(asked.headers.location, `/api/v1/jobs/${asked.body.id}`);
  assert.deepEqual([asked.body.state, asked.body.total], ["waiting", 205]);

  const payload = { company: company.slug, job: asked.body.id };
  await Promise.all([runActOnMany(engine, payload), runActOnMany(engine, payload)]);
  const job = (await api.get(`/api/v1/jobs/${asked.body.id}`)).body;
  assert.deepEqual([job.state, job.done, job.result.succeeded, job.result.failed], ["done", 205, 203, 2]);
  assert.equal(job.result.failures[0].error.code, "widget.amount_missing");
  const stages = await api.post("/api/v1/widgets/aggregate", {
    filter: { field: "weight", op: "eq", value: "7" },
    groupBy: ["stage"],
    measures: { n: { fn: "count" } },
  });
  assert.equal(stages.body.rows.find((row: any) => row.group.stage === "tested").measures.n, 203, stages.text);
  assert.equal((await as(await person()).get(`/api/v1/jobs/${asked.body.id}`)).status, 404);
});

test("sums follow the words typed into the list, as its rows do", async () => {
  await Promise.all([
    makeWidget({ name: "求和甲", amount: "10.10" }),
    makeWidget({ name: "求和乙", amount: "0.20" }),
    makeWidget({ name: "另一件", amount: "5" }),
  ]);

  const summed = await api.post("/api/v1/widgets/aggregate", { q: "求和", measures: { sum: { fn: "sum", field: "amount" } } });

  assert.equal(summed.body.rows[0].measures.sum, "10.30", summed.text);
  const malformed = await api.post("/api/v1/widgets/aggregate", { q: 1, measures: { n: { fn: "count" } } });
  assert.equal(malformed.body.code, "query.malformed");
});

test("a batch writes what it can and says what it could not", async () => {
  const old = await makeWidget({ name: "Old" });
  const answer = await api.post("/api/v1/widgets/batch", {
    create: [{ name: "B1" }, { amount: "1" }],
    update: [{ id: old.id, version: 1, name: "New" }],
    delete: [{ id: "00000000-0000-7000-8000-000000000000" }],
  });

  assert.equal(answer.status, 200, answer.text);
  assert.deepEqual(
    answer.body.created.map((one: any) => one.ok),
    [true, false],
  );
  assert.equal(answer.body.created[1].problem.errors[0].field, "name");
  assert.equal(answer.body.updated[0].record.name, "New");
  assert.equal(answer.body.deleted[0].problem.code, "not_found");
  const large = await api.post("/api/v1/widgets/batch", { create: Array.from({ length: 1001 }, () => ({ name: "x" })) });
  assert.equal(large.status, 400);
});

test("history tells who changed what, in words", async () => {
  const widget = await makeWidget({ colour: "red" });
  clock.set(new Date(clock.now().getTime() + 1_000).toISOString());
  await api.patch(`/api/v1/widgets/${widget.id}`, { colour: "green" }, { "if-match": "1" });

  const { body } = await api.get(`/api/v1/widgets/${widget.id}/history`);

  assert.deepEqual(
    body.items.map((item: any) => item.name),
    ["widget.updated", "widget.created"],
  );
  assert.equal(body.items[0].actor.title, boss.name);
  assert.deepEqual(
    body.items[0].changes.find((change: any) => change.field === "colour"),
    {
      field: "colour",
      label: "Colour",
      before: "Red",
      after: "Green",
    },
  );
});

test("a renamed colleague has the new name wherever he is named, at once", async () => {
  const colleague = await person();
  const widget = await makeWidget({ ownerId: colleague.userId });
  const ownerOf = async () => (await api.get(`/api/v1/widgets/${widget.id}`)).body.owner.title;
  assert.equal(await ownerOf(), colleague.name);

  const renamed = await api.patch(`/api/v1/users/${colleague.userId}`, { name: "Renamed" }, { "if-match": "1" });

  assert.equal(renamed.status, 200, renamed.text);
  assert.equal(await ownerOf(), "Renamed");
});

test("a page tells how many are in the lists beside it, and nothing to those who may not see the record", async () => {
  const gadget = (await api.post("/api/v1/gadgets?accept=all", { name: "Engine" })).body;
  const page = await api.get(`/api/v1/gadgets/${gadget.id}/page`);
  assert.equal(page.status, 200, page.text);
  assert.equal(page.body.record.name, "Engine");
  assert.deepEqual(
    page.body.timeline.items.map((item: any) => item.name),
    ["gadget.created"],
  );
  const outsider = as(await person({ rolesIds: [] }));
  assert.equal((await outsider.get(`/api/v1/gadgets/${gadget.id}/page`)).status, 404);
  assert.equal((await api.get("/api/v1/gadgets/nonsense/page")).status, 404);
});

test("what merely followed from a child is history, but no entry of the timeline", async () => {
  const gadget = (await api.post("/api/v1/gadgets?accept=all", { name: "Crate" })).body;
  const widget = await api.post("/api/v1/widgets?accept=all", { name: "Bolt", gadgetId: gadget.id });
  assert.equal(widget.status, 201, widget.text);
  const namesIn = async (what: string) =>
    (await api.get(`/api/v1/gadgets/${gadget.id}/${what}`)).body.items.map((item: any) => item.name);
  assert.deepEqual(await namesIn("timeline"), ["gadget.created"]);
  assert.deepEqual(await namesIn("history"), ["gadget.updated", "gadget.created"]);
});

test("the timeline mixes events with what people wrote, page by page and without gaps", async () => {
  const gadget = (await api.post("/api/v1/gadgets?accept=all", { name: "Clock" })).body;
  for (let number = 1; number <= 5; number++) {
    clock.set(new Date(clock.now().getTime() + 1_000).toISOString());
    const note = await api.post("/api/v1/notes", { body: `Note ${number}`, aboutObject: "gadget", aboutId: gadget.id });
    assert.equal(note.status, 201, note.text);
  }
  const seen: string[] = [];
  let cursor = "";
  do {
    const page = await api.get(`/api/v1/gadgets/${gadget.id}/timeline?limit=2${cursor}`);
    assert.equal(page.status, 200, page.text);
    seen.push(...page.body.items.map((item: any) => item.record?.body ?? item.name));
    cursor = page.body.next === null ? "" : `&cursor=${page.body.next}`;
  } while (cursor !== "");

  assert.deepEqual(seen, ["Note 5", "Note 4", "Note 3", "Note 2", "Note 1", "gadget.created"]);
  assert.equal((await api.get(`/api/v1/gadgets/${gadget.id}/timeline?cursor=nonsense`)).status, 400);
});

test("a colleague without rights finds nothing, and the change feed tells him nothing", async () => {
  const widget = await makeWidget({ name: "Secret" });
  const nobody = await person({ rolesIds: [] });
  const rep = await person({ rolesIds: [roles.rep], departmentId: null });
  await settled();

  for (const one of [nobody, rep]) {
    assert.equal((await as(one).get(`/api/v1/widgets/${widget.id}`)).status, 404);
    const feed = await as(one).get("/api/v1/changes?after=0");
    assert.equal(feed.status, 200);
    assert.equal(JSON.stringify(feed.body).includes(widget.id), false);
  }
  const mine = await api.get("/api/v1/changes?after=0&limit=500");
  assert.ok(mine.body.items.some((item: any) => item.id === widget.id));
  assert.ok(Number(mine.body.position) > 0);
});

test("the model speaks the caller's language and holds back what he may not see", async () => {
  const zh = { ...(await person()), language: "zh-CN" };
  const { body } = await as(zh).get("/api/v1/model");
  const widget = body.objects.find((object: any) => object.name === "widget");

  assert.equal(widget.label, "零件");
  assert.equal(widget.fields.find((field: any) => field.name === "stage").options[0].label, "草稿");
  assert.equal(widget.fields.find((field: any) => field.name === "stage").readOnly, true);
  assert.equal(widget.actions.find((action: any) => action.name === "advance").label, "推进");
  assert.deepEqual([widget.totals, widget.period], [["amount", "quantity"], "dueDate"]);
  assert.match(body.messages["widget.amount_missing"], /金额/);
  const nobody = await as(await person({ rolesIds: [] })).get("/api/v1/model");
  assert.equal(
    nobody.body.objects.some((object: any) => object.name === "widget"),
    false,
  );
});

test("a field added by the administrator is there for the next request", async () => {
  const added = await api.post("/api/v1/model/objects/widget/fields", {
    name: "shelf",
    type: "text",
    label: { en: "Shelf", "zh-CN": "货架" },
  });
  assert.equal(added.status, 201, added.text);

  const widget = await makeWidget({ x_shelf: "A3" });
  assert.equal(widget.x_shelf, "A3");
  const object = await api.post("/api/v1/model/objects", {
    name: "crate",
    plural: "crates",
    label: { en: "Crate", "zh-CN": "箱子" },
  });
  assert.equal(object.status, 201, object.text);
  assert.equal((await api.post("/api/v1/crates", { name: "First crate" })).status, 201);
  const rep = await person({ rolesIds: [roles.rep] });
  assert.equal(
    (await as(rep).post("/api/v1/model/objects/widget/fields", { name: "y", type: "text", label: { en: "Y" } })).status,
    403,
  );
});

test("what is no query, id or body is refused with its part", async () => {
  for (const [path, part] of [
    ["?filter={", "filter"],
    ["?filter=[1]", "filter"],
    ["?limit=0", "limit"],
    ["?limit=x", "limit"],
  ] as const) {
    const answer = await api.get(`/api/v1/widgets${path}`);
    assert.deepEqual([answer.status, answer.body.code, answer.body.params?.part], [400, "query.malformed", part]);
  }
  assert.equal((await api.get("/api/v1/widgets/not-an-id")).status, 404);
  assert.equal((await api.get("/api/v1/nothings")).status, 404);
  assert.equal((await api.post("/api/v1/widgets", [1])).status, 400);
  const broken = await api.ask("POST", "/api/v1/widgets", "{", { "content-type": "application/json" });
  assert.deepEqual([broken.status, broken.body.code], [400, "invalid.body"]);
  const poisoned = await api.ask("POST", "/api/v1/widgets", '{"__proto__":{"x":1}}', { "content-type": "application/json" });
  assert.equal(poisoned.status, 400);
  const xml = await api.ask("POST", "/api/v1/widgets", "<a/>", { "content-type": "application/xml" });
  assert.deepEqual([xml.status, xml.body.code], [415, "invalid.media_type"]);
  const huge = await api.post("/api/v1/widgets", { name: "x".repeat(6 * 1024 * 1024) });
  assert.equal(huge.status, 413);
});
