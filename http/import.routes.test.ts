import assert from "node:assert/strict";
import { test } from "node:test";
import { runImport } from "#engine/import/run-import.ts";
import { startTestApp } from "#test/app.ts";
import type { Answer, Call } from "#test/call.ts";

const { as, admin, make, stranger, engine, company } = await startTestApp();

async function upload(call: Call, object: string, text: string | Buffer, name = "线索.csv"): Promise<Answer> {
  const seam = "----seam";
  const payload = Buffer.concat([
    Buffer.from(`--${seam}\r\ncontent-disposition: form-data; name="object"\r\n\r\n${object}\r\n`),
    Buffer.from(`--${seam}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n`),
    Buffer.from(text as string),
    Buffer.from(`\r\n--${seam}--\r\n`),
  ]);
  return await call.post("/api/v1/imports", payload, { headers: { "content-type": `multipart/form-data; boundary=${seam}` } });
}

test("a file goes from upload by way of a dry run to records and back out as a file", async () => {
  const call = as(admin);
  const uploaded = await upload(call, "account", "客户名称,电话\n北京华江科技有限公司,010-62345678\n坏电话公司,abc\n");
  assert.equal(uploaded.status, 201, uploaded.text);
  const { id, mapping } = uploaded.body;
  assert.deepEqual(
    mapping.columns.map(({ column, path }: { column: number; path: string }) => [column, path]),
    [
      [0, "name"],
      [1, "phone"],
    ],
  );

  assert.equal((await call.patch(`/api/v1/imports/${id}`, { mapping })).status, 200);
  assert.equal((await call.post(`/api/v1/imports/${id}/dry-run`, {})).status, 202);
  await runImport(engine, company, id);
  const checked = await call.get(`/api/v1/imports/${id}`);
  assert.equal(checked.body.state, "checked");
  assert.deepEqual([checked.body.result.created, checked.body.result.failed], [1, 1]);

  assert.equal((await call.post(`/api/v1/imports/${id}/run`, {})).status, 202);
  await runImport(engine, company, id);
  const done = await call.get(`/api/v1/imports/${id}`);
  assert.deepEqual([done.body.state, done.body.result.created, done.body.result.failed], ["done", 1, 1]);
  assert.equal((await call.post(`/api/v1/imports/${id}/run`, {})).status, 409);

  const failed = await call.get(`/api/v1/imports/${id}/failed.csv`);
  assert.match(failed.text, /坏电话公司,abc,3,/);
  const file = await call.get("/api/v1/exports?object=account&format=csv&fields=name,phone");
  assert.match(file.text, /北京华江科技有限公司/);
  assert.match(file.headers["content-disposition"], /^attachment/);
});

test("a wrong mapping is refused with each problem at its field", async () => {
  const call = as(admin);
  const { body } = await upload(call, "account", "a,b\n1,2\n");
  const mapping = { ...body.mapping, columns: [{ column: 0, path: "nonsense" }], mode: "upsert" };
  await call.patch(`/api/v1/imports/${body.id}`, { mapping });
  const answer = await call.post(`/api/v1/imports/${body.id}/run`, {});
  assert.equal(answer.status, 400);
  assert.deepEqual(
    answer.body.errors.map(({ field }: { field: string }) => field),
    ["nonsense", "mapping", "key"],
  );
  assert.equal((await call.patch(`/api/v1/imports/${body.id}`, { mapping: { columns: "all" } })).status, 400);
});

test("another person's import does not exist, and who may not create may not import", async () => {
  const { body } = await upload(as(admin), "account", "客户名称\n华江\n");
  const rep = await make.user();
  for (const path of ["", "/failed.xlsx"]) assert.equal((await as(rep).get(`/api/v1/imports/${body.id}${path}`)).status, 404);
  assert.equal((await as(rep).post(`/api/v1/imports/${body.id}/run`, {})).status, 404);
  assert.equal((await upload(as(rep), "department", "名称\n华北\n")).status, 403);
  assert.equal((await stranger.get(`/api/v1/imports/${body.id}`)).status, 401);
  assert.equal((await stranger.get("/api/v1/exports?object=account")).status, 401);
});

test("one's imports are listed, newest first, with what became of them; those who configure see everybody's", async () => {
  const rep = await make.user();
  const first = await upload(as(rep), "account", "客户名称\n无锡格尔\n", "旧.csv");
  const { id, mapping } = (await upload(as(rep), "account", "客户名称,电话\n天津蓝兴,010-62345679\n坏电话,abc\n", "新.csv")).body;
  await as(rep).patch(`/api/v1/imports/${id}`, { mapping });
  await as(rep).post(`/api/v1/imports/${id}/run`, {});
  await runImport(engine, company, id);

  const { items } = (await as(rep).get("/api/v1/imports")).body;
  assert.deepEqual(
    items.map((one: any) => one.id),
    [id, first.body.id],
  );
  const { state, dry, total, created, failed, fileName, by } = items[0];
  assert.deepEqual([state, dry, total, created, failed, fileName, by.id], ["done", false, 2, 1, 1, "新.csv", rep.id]);
  assert.equal((await as(await make.user()).get("/api/v1/imports")).body.items.length, 0);
  assert.ok((await as(admin).get("/api/v1/imports")).body.items.some((one: any) => one.id === id));
});

test("a file nobody can read is refused with the reason", async () => {
  const answer = await upload(as(admin), "account", Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), "旧.xls");
  assert.deepEqual([answer.status, answer.body.code], [400, "import.file_xls"]);
});

test("a template is offered for every object one may import", async () => {
  const answer = await as(admin).get("/api/v1/imports/template?object=account");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers["content-type"], "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
  assert.equal((await as(admin).get("/api/v1/imports/template?object=nothing")).status, 404);
});
