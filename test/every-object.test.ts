import assert from "node:assert/strict";
import test from "node:test";
import { companyModel } from "#engine/company/company.ts";
import type { ImportView } from "#engine/import/import-wire.ts";
import { runImport } from "#engine/import/run-import.ts";
import type { ModelObject } from "#engine/model/model.ts";
import { isSortable, operatorsOf } from "#engine/model/operators.ts";
import type { WireModel } from "#engine/wire.ts";
import { startTestApp } from "./app.ts";

/* What every object gets for free, asked of every object that is listed: a new one is covered by its list line. */

const { as, make, engine, company } = await startTestApp();
const model = await companyModel(engine, company);
const ALL = { create: "company", read: "company", update: "company", delete: "company", import: "company", export: "company" };
await make.role({ code: "everything", name: "全部", permissions: { "*": ALL }, rights: ["*"] });
const boss = as(await make.user({ roles: ["everything"] }));
const rep = as(await make.user({ roles: [] }));

/** Files come in by upload; what is read-only is written by the engine alone; of what is single nothing is added. */
const written = [...model.objects.values()].filter((object) => object.name !== "file" && !object.readOnly && !object.single);

for (const object of written) {
  const base = `/api/v1/${object.path}`;

  test(`${object.name}: created, read, listed, filtered, sorted, changed, found in its history, deleted and restored`, async () => {
    const made = await boss.post(`${base}?accept=all`, await make.valuesOf(object.name));
    assert.equal(made.status, 201, made.text);
    const { id } = made.body;

    const one = await boss.get(`${base}/${id}?can=true`);
    assert.equal(one.status, 200, one.text);
    assert.ok(one.body.can.update === true && one.body.can.delete === true, JSON.stringify(one.body.can));
    const byId = { field: "id", op: "eq", value: id };
    const listed = await boss.post(`${base}/query`, { filter: byId, fields: [...object.list] });
    assert.deepEqual(
      listed.body.items.map((item: { id: string }) => item.id),
      [id],
      listed.text,
    );
    assert.deepEqual((await boss.post(`${base}/count`, { filter: byId })).body, { count: 1, exact: true });
    await askEveryField(object, base, id);

    const renamed = await boss.patch(`${base}/${id}?accept=all`, renaming(object, one.body), { headers: { "if-match": "1" } });
    assert.equal(renamed.status, 200, renamed.text);
    const history = await boss.get(`${base}/${id}/history`);
    assert.equal(history.body.items.at(-1).name, `${object.name}.created`);
    await pageTellsTheSame(object, `${base}/${id}`, id);

    const version = String(renamed.body.version);
    const removed = await boss.delete(`${base}/${id}`, { headers: { "if-match": version } });
    assert.equal(removed.status, 204, removed.text);
    assert.equal((await boss.get(`${base}/${id}`)).status, 404);
    const restored = await boss.post(`${base}/${id}/restore`);
    assert.equal(restored.status, 200, restored.text);
  });

  test(`${object.name}: what is in its list can be exported and brought in again`, async () => {
    const made = await boss.post(`${base}?accept=all`, await make.valuesOf(object.name));
    const byId = { field: "id", op: "eq", value: made.body.id };
    const file = await boss.post("/api/v1/exports", { object: object.name, format: "csv", filter: byId });
    assert.equal(file.status, 200, file.text);
    assert.equal(file.text.trim().split("\n").length, 2, file.text);

    // What can only be said about a record on its page is not brought in by a file.
    if (object.fields.get(object.within ?? "")?.required && object.fields.get(object.within!)!.type === "anyReference") return;
    const view = await importAgain(object, file.text);
    assert.equal(view.state, "checked", JSON.stringify(view.result));
    assert.equal(view.result!.failed, 0, JSON.stringify(view.result!.problems));
  });

  test(`${object.name}: a person without rights to it finds nothing`, async () => {
    const made = await boss.post(`${base}?accept=all`, await make.valuesOf(object.name));
    const { id } = made.body;

    assert.equal((await rep.get(`${base}/${id}`)).status, 404);
    const listed = await rep.get(base);
    assert.ok(listed.status === 403 || listed.body.items.length === 0, listed.text);
    assert.notEqual((await rep.post(base, await make.valuesOf(object.name))).status, 201);
    assert.equal((await rep.patch(`${base}/${id}`, {}, { headers: { "if-match": "1" } })).status, 404);
    assert.equal((await rep.delete(`${base}/${id}`, { headers: { "if-match": "1" } })).status, 404);
    assert.notEqual((await rep.post("/api/v1/exports", { object: object.name, format: "csv" })).status, 200);
  });
}

test("every object, field, option, action and view has its words in both languages", async () => {
  for (const language of ["zh-CN", "en"]) {
    await boss.patch("/api/v1/session", { language });
    const { objects } = (await boss.get("/api/v1/model")).body as WireModel;
    assert.equal(objects.length, model.objects.size);
    for (const object of objects) {
      const named = [
        object,
        ...object.fields.filter((field) => !field.internal),
        ...object.fields.flatMap((field) =>
          (field.options ?? []).map((option) => ({ ...option, name: `${field.name}.${option.value}` })),
        ),
        ...object.actions.filter((action) => !action.hidden),
        ...object.views,
        ...object.form,
      ];
      for (const { name, label } of named)
        assert.ok(label !== "" && label !== name, `${language}: ${object.name} ${name} has no label`);
      assert.ok(object.empty.length > 3, `${language}: ${object.name} does not say what to do when there is none`);
    }
  }
  await boss.patch("/api/v1/session", { language: "zh-CN" });
});

/** No field may break a list: not as a column, not as its order, not in a filter. */
/** A record's page in one request is what its parts answer when asked one by one. */
async function pageTellsTheSame(object: ModelObject, path: string, id: string): Promise<void> {
  const page = await boss.get(`${path}/page`);
  assert.equal(page.status, 200, page.text);
  assert.deepEqual(page.body.record, (await boss.get(`${path}?can=true&lines=true`)).body);
  const timeline = await boss.get(`${path}/timeline`);
  assert.equal(timeline.status, 200, timeline.text);
  assert.deepEqual(page.body.timeline, object.timeline ? timeline.body : null);
  assert.equal(page.body.related.length, object.related?.length ?? 0);
  for (const { object: target, by, ...counted } of page.body.related) {
    const filter = { field: by, op: "eq", value: id };
    assert.deepEqual(counted, (await boss.post(`/api/v1/${model.objects.get(target)!.path}/count`, { filter })).body);
  }
}

async function askEveryField(object: ModelObject, base: string, id: string): Promise<void> {
  const byId = { field: "id", op: "eq", value: id };
  for (const field of object.fields.values()) {
    const fields = await boss.post(`${base}/query`, { filter: byId, fields: [field.name] });
    assert.equal(fields.status, 200, `${field.name}: ${fields.text}`);
    for (const op of operatorsOf(field).filter((each) => each === "isEmpty" || each === "isNotEmpty")) {
      const filtered = await boss.post(`${base}/query`, { filter: { and: [byId, { field: field.name, op }] }, fields: ["id"] });
      assert.equal(filtered.status, 200, `${field.name} ${op}: ${filtered.text}`);
    }
    if (!isSortable(field)) continue;
    for (const sort of [field.name, `-${field.name}`]) {
      const sorted = await boss.post(`${base}/query`, { filter: byId, sort, fields: ["id"] });
      assert.ok(sorted.status === 200 || sorted.body.code === "query.not_sortable", `sort ${sort}: ${sorted.text}`);
    }
  }
}

/** A change that any object takes: its title, where people may set it. */
function renaming(object: ModelObject, record: Record<string, any>): Record<string, unknown> {
  const title = object.fields.get(object.title)!;
  const isText = title.type === "text" || title.type === "longText";
  return isText && (title.changedBy ?? "people") === "people" ? { [title.key]: `${record[title.name]} 2` } : {};
}

async function importAgain(object: ModelObject, csv: string): Promise<ImportView> {
  const boundary = "----again";
  const form = [
    `--${boundary}\r\ncontent-disposition: form-data; name="object"\r\n\r\n${object.name}\r\n`,
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="again.csv"\r\ncontent-type: text/csv\r\n\r\n${csv}\r\n`,
    `--${boundary}--\r\n`,
  ].join("");
  const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
  const draft = await boss.post("/api/v1/imports", Buffer.from(form), { headers });
  assert.equal(draft.status, 201, draft.text);

  const { id, mapping, targets } = draft.body as ImportView;
  const mapped = new Set(mapping.columns.map((column) => column.path));
  const key = targets.find((target) => target.isKey && mapped.has(target.path));
  const again = { ...mapping, mode: key ? "upsert" : "create", key: key ? [key.path] : [], duplicates: "create", accept: "all" };
  const patched = await boss.patch(`/api/v1/imports/${id}`, { mapping: again });
  assert.equal(patched.status, 200, patched.text);
  const started = await boss.post(`/api/v1/imports/${id}/dry-run`);
  assert.equal(started.status, 202, started.text);
  await runImport(engine, company, id);
  return (await boss.get(`/api/v1/imports/${id}`)).body;
}
