import assert from "node:assert/strict";
import { test } from "node:test";
import { readXlsx } from "hucre/xlsx";
import { startTestApp } from "#test/http.ts";
import { readPdf } from "#test/pdf.ts";

const { as, add, person, eventsOf } = await startTestApp();
const boss = await person();
const outsider = await person({ rolesIds: [] });

const PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

async function widget(values: Record<string, unknown> = {}) {
  return await add("widget", { name: "苏州恒远精密制造有限公司", amount: "123456.70", ownerId: boss.userId, ...values });
}

const pathOf = (id: string, file: string, query = "?on=2026-03-02") => `/api/v1/widgets/${id}/documents/${file}${query}`;

test("a document is a page with letterhead, figures, the amount in words and its number in the footer", async () => {
  const { id, number } = await widget({ dueDate: "2026-04-01", summary: "1. 预付三成。\n2. 货到付清。" });

  const answer = await as(boss).get(pathOf(id, "specification.pdf"));
  const { pages, text } = await readPdf(answer.bytes);

  assert.equal(answer.status, 200, answer.text);
  assert.equal(answer.headers["content-type"], "application/pdf");
  assert.match(answer.headers["content-disposition"], /^attachment; filename="Specification W2026-\d+\.pdf"/);
  assert.equal(pages.length, 1);
  for (const said of [
    "海客玩具有限公司",
    `编号 ${number}`,
    "苏州恒远精密制造有限公司",
    "Due 2026-04-01",
    "1 零件 1 2.5 12.5% 1,234.125 3,085.31",
    "Sum 123,456.70",
    "Total ¥123,456.70",
    "大写 人民币壹拾贰万叁仟肆佰伍拾陆元柒角整",
    "2. 货到付清。",
    `海客玩具有限公司 · Specification · ${number} 第 1 页 / 共 1 页`,
    "DRAFT",
  ])
    assert.ok(text.includes(said), `${said} is not in\n${text}`);
});

test("a long document repeats its head on every page and counts them", async () => {
  const { id } = await widget();

  const { bytes } = await as(boss).get(pathOf(id, "specification.pdf", "?on=2026-03-02&rows=300"));
  const { pages, text } = await readPdf(bytes);

  assert.ok(pages.length > 5);
  pages.forEach((page, index) => {
    assert.match(page, new RegExp(`第 ${index + 1} 页 / 共 ${pages.length} 页`));
  });
  for (const page of pages.slice(0, -2)) assert.match(page, /No\. Part Pieces Share Price Amount/);
  for (let row = 1; row <= 300; row++) assert.match(text, new RegExp(`^${row} 零件 ${row} `, "m"));
});

async function uploaded(bytes: Buffer): Promise<string> {
  const head = `------kehai\r\ncontent-disposition: form-data; name="file"; filename="seal.png"\r\n\r\n`;
  const body = Buffer.concat([Buffer.from(head), bytes, Buffer.from("\r\n------kehai--\r\n")]);
  return (await as(boss).post("/api/v1/files", body, { "content-type": "multipart/form-data; boundary=----kehai" })).body.id;
}

test("the seal is printed where the company signs, in inline answers too", async () => {
  const [sealed, bare] = [await widget({ pictureId: await uploaded(Buffer.from(PNG, "base64")) }), await widget()];

  const printed = await as(boss).get(pathOf(sealed.id, "specification.pdf", "?on=2026-03-02&inline=1"));
  const plain = await as(boss).get(pathOf(bare.id, "specification.pdf"));

  assert.match(printed.headers["content-disposition"], /^inline/);
  assert.equal(await (await readPdf(printed.bytes)).imagesOn(1), 1);
  assert.equal(await (await readPdf(plain.bytes)).imagesOn(1), 0);
});

test("a damaged seal does not keep the paper from being printed", async () => {
  const { id } = await widget({ pictureId: await uploaded(Buffer.from(PNG, "base64").subarray(0, 40)) });

  const answer = await as(boss).get(pathOf(id, "specification.pdf"));

  assert.equal(answer.status, 200, answer.text);
  assert.match((await readPdf(answer.bytes)).text, /Total ¥123,456\.70/);
});

test("the same document is a sheet whose amounts can be counted with, and text stays text", async () => {
  const { id } = await widget({ name: "=1+1", amount: "6170.62" });

  const answer = await as(boss).get(pathOf(id, "specification.xlsx"));
  const { sheets } = await readXlsx(answer.bytes);
  const rows = sheets[0]!.rows;

  assert.equal(answer.status, 200, answer.text);
  const head = rows.findIndex((row) => row[1] === "Part");
  assert.deepEqual(rows[head + 1]!.slice(0, 6), [1, "零件 1", 2.5, 0.125, 1234.125, 3085.31]);
  assert.equal(rows[head + 3]![5], 6170.62);
  assert.ok(rows.some(([label, value]) => label === "大写" && value === "人民币陆仟壹佰柒拾元陆角贰分"));
  assert.ok(rows.flat().includes("'=1+1"));
});

test("what the document says can be looked at before it is printed", async () => {
  const { id, number } = await widget({ email: "li@example.com" });

  const { status, body } = await as(boss).get(pathOf(id, "specification"));

  assert.equal(status, 200);
  assert.equal(body.number, number);
  assert.deepEqual(body.tables[0].rows[0], [1, "零件 1", "2.5", "12.5", "1234.125", "3085.31"]);
  assert.deepEqual(body.mail.to, ["li@example.com"]);
});

test("printing is told in the record's history, looking is not", async () => {
  const { id } = await widget();

  await as(boss).get(pathOf(id, "specification"));
  await as(boss).get(pathOf(id, "specification.pdf"));

  const told = (await eventsOf(id)).filter(({ name }) => name === "widget.printed");
  assert.deepEqual(
    told.map(({ data }) => data),
    [{ document: "specification", format: "pdf" }],
  );
});

test("another's record is not found, who may not print is refused, and there is no such document or format", async () => {
  const { id } = await widget();
  const reader = await add("role", {
    name: "Reader",
    code: "reader",
    permissions: { widget: { read: "company", print: "none" } },
  });
  const mayRead = await person({ rolesIds: [reader.id] });

  assert.equal((await as(outsider).get(pathOf(id, "specification.pdf"))).status, 404);
  assert.equal((await as(mayRead).get(`/api/v1/widgets/${id}`)).status, 200);
  assert.equal((await as(mayRead).get(pathOf(id, "specification.pdf"))).status, 403);
  assert.equal((await as(mayRead).get(pathOf(id, "specification"))).status, 403);
  assert.equal((await as(boss).get(pathOf(id, "letter.pdf"))).status, 404);
  assert.equal((await as(boss).get(pathOf(id, "specification.docx"))).status, 404);

  const documentsOf = async (who: typeof boss) =>
    (await as(who).get("/api/v1/model")).body.objects.find(({ name }: { name: string }) => name === "widget").documents;
  assert.deepEqual(await documentsOf(mayRead), []);
  const [offered] = await documentsOf(boss);
  assert.deepEqual([offered.name, offered.label, offered.formats], ["specification", "Specification", ["pdf", "xlsx"]]);
  assert.equal(offered.input.properties.on.label, "On");
});

test("what a document asks for is checked at its field", async () => {
  const { id } = await widget();

  const missing = await as(boss).get(pathOf(id, "specification.pdf", ""));
  const wrong = await as(boss).get(pathOf(id, "specification.pdf", "?on=yesterday"));
  const unknown = await as(boss).get(pathOf(id, "specification.pdf", "?on=2026-03-02&colour=red"));

  assert.deepEqual([missing.status, missing.body.errors[0].field], [400, "on"], missing.text);
  assert.deepEqual([wrong.status, wrong.body.errors[0].field], [400, "on"]);
  assert.deepEqual([unknown.status, unknown.body.errors[0].field], [400, "colour"]);
});
