import assert from "node:assert/strict";
import { connect } from "node:net";
import test from "node:test";
import { startTestApp } from "#test/http.ts";

const { as, app, person, roles, cookieOf, stranger } = await startTestApp();
const boss = await person();
const api = as(boss);

function upload(name: string, content: Buffer | string, fields: Record<string, string> = {}) {
  const boundary = "----kehai";
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${boundary}\r\ncontent-disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  const head = `${parts.join("")}--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/html\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]);
  return { payload, headers: { "content-type": `multipart/form-data; boundary=${boundary}` } };
}

async function send(name: string, content: Buffer | string, fields: Record<string, string> = {}, actor = boss, key?: string) {
  const { payload, headers } = upload(name, content, fields);
  const sent = key === undefined ? headers : { ...headers, "idempotency-key": key };
  return await as(actor).ask("POST", "/api/v1/files", payload, sent);
}

const PNG = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");

test("a file on a record comes back byte for byte to those who see the record, and exists for nobody else", async () => {
  const widget = (await api.post("/api/v1/widgets", { name: "With papers" })).body;
  const stored = await send("合同 “final”.pdf", "%PDF-1.7 words", { aboutObject: "widget", aboutId: widget.id });
  assert.equal(stored.status, 201, stored.text);
  assert.equal(stored.body.name, "合同 “final”.pdf");
  assert.equal(stored.body.type, "application/pdf");

  const path = `/api/v1/files/${stored.body.id}/content`;
  const got = await api.get(path);
  assert.equal(got.text, "%PDF-1.7 words");
  assert.match(got.headers["content-disposition"], /^attachment; filename="[^"]*"; filename\*=UTF-8''%E5%90%88/);
  assert.equal(got.headers["x-content-type-options"], "nosniff");
  assert.match(got.headers["content-security-policy"], /sandbox/);

  const nobody = await person({ rolesIds: [] });
  assert.equal((await as(nobody).get(path)).status, 404);
  assert.equal((await stranger.get(path)).status, 401);
  const outsider = await person({ rolesIds: [roles.rep], departmentId: null });
  assert.equal((await send("x.txt", "x", { aboutObject: "widget", aboutId: widget.id }, outsider)).status, 404);
  assert.equal((await send("x.txt", "x", { aboutObject: "nothing", aboutId: widget.id })).status, 404);
});

test("an upload that is sent twice is one file; another file under the same key is refused", async () => {
  const first = await send("合同.pdf", "%PDF-1.7 one", {}, boss, "upload-1");
  const again = await send("合同.pdf", "%PDF-1.7 one", {}, boss, "upload-1");
  const other = await send("合同.pdf", "%PDF-1.7 two", {}, boss, "upload-1");
  const renamed = await send("报价.pdf", "%PDF-1.7 one", {}, boss, "upload-1");

  assert.equal(first.status, 201, first.text);
  assert.deepEqual([again.status, again.body.id], [201, first.body.id]);
  assert.equal(again.headers["idempotency-replayed"], "true");
  assert.deepEqual([other.status, other.body.code], [409, "idempotency.reused"]);
  assert.deepEqual([renamed.status, renamed.body.code], [409, "idempotency.reused"]);
  assert.equal((await api.get(`/api/v1/files/${first.body.id}/content`)).text, "%PDF-1.7 one");
});

test("only pictures and PDFs that are what they say open in the page; a page of HTML never does", async () => {
  const page = await send("evil.png.html", "<script>alert(1)</script>");
  const disguised = await send("evil.png", "<script>alert(1)</script>");
  const picture = await send("logo.bin", PNG);
  assert.equal(picture.status, 201, picture.text);

  for (const [file, inline, type] of [
    [page, "attachment", "application/octet-stream"],
    [disguised, "attachment", "application/octet-stream"],
    [picture, "inline", "image/png"],
  ] as const) {
    const got = await api.get(`/api/v1/files/${file.body.id}/content?inline=1`);
    assert.equal(got.status, 200, got.text);
    assert.match(got.headers["content-disposition"], new RegExp(`^${inline}`));
    assert.equal(got.headers["content-type"], type);
  }
});

test("a picture chosen in a form is the uploader's until the form is saved, then everyone's who sees the record", async () => {
  const picture = await send("photo.png", PNG);
  const path = `/api/v1/files/${picture.body.id}/content`;
  const colleague = await person();
  assert.equal((await api.get(path)).status, 200);
  assert.equal((await as(colleague).get(path)).status, 404);

  const widget = await api.post("/api/v1/widgets", { name: "Pictured", pictureId: picture.body.id });
  assert.equal(widget.status, 201, widget.text);

  assert.equal((await as(colleague).get(path)).status, 200);
  assert.equal((await as(await person({ rolesIds: [] })).get(path)).status, 404);
});

test("names cannot leave their folder or end a header", async () => {
  const stored = await send("..\\\\..\\\\etc/passwd\u0007", "x");
  assert.equal(stored.body.name, "passwd");
});

test("a form without a file, and a body that is no form, are refused", async () => {
  assert.equal((await api.post("/api/v1/files", { name: "x" })).status, 415);
  const none = await api.ask("POST", "/api/v1/files", Buffer.from("------kehai--\r\n"), {
    "content-type": "multipart/form-data; boundary=----kehai",
  });
  assert.equal(none.status, 400);
});

test("open pages hear that something changed, and nothing of what; signing out closes the stream", async () => {
  const address = new URL(await app.listen({ port: 0, host: "127.0.0.1" }));
  const watcher = await person();
  const cookie = await cookieOf(watcher);
  const socket = connect(Number(address.port), "127.0.0.1");
  let heard = "";
  socket.setEncoding("utf8").on("data", (chunk) => {
    heard += chunk;
  });
  const until = async (what: RegExp) => {
    const start = Date.now();
    while (!what.test(heard)) {
      assert.ok(Date.now() - start < 60_000, `never heard ${what} in ${heard}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  socket.write(`GET /api/v1/events?company=toys HTTP/1.1\r\nhost: x\r\naccept-encoding: gzip\r\ncookie: ${cookie}\r\n\r\n`);
  await until(/event: hello/);
  assert.match(heard, /content-type: text\/event-stream/i);
  assert.doesNotMatch(heard, /content-encoding/i);
  assert.match(heard, /x-content-type-options: nosniff/i);

  const secret = (await api.post("/api/v1/widgets", { name: "Top secret" })).body;
  await until(/event: change\ndata: \{"position":"\d+"\}/);
  assert.equal(heard.includes(secret.id) || heard.includes("secret"), false);

  const closed = new Promise((resolve) => socket.on("close", resolve));
  await stranger.delete("/api/v1/session", { cookie });
  await closed;
});
