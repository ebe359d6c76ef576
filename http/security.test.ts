import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { startTestApp } from "#test/http.ts";
import { buildApp } from "./app.ts";

const { as, person, stranger, engine } = await startTestApp();
const boss = await person();

const webRoot = mkdtempSync(join(tmpdir(), "kehai-web-"));
mkdirSync(join(webRoot, "assets"));
writeFileSync(join(webRoot, "index.html"), "<!doctype html><title>Kehai</title>");
writeFileSync(join(webRoot, "assets", "main-4f2a.js"), "export {};");
const site = await buildApp(engine, { webRoot, publicUrl: "https://crm.example.com" });
after(async () => {
  await site.close();
  rmSync(webRoot, { recursive: true, force: true });
});

test("every answer carries the headers that keep browsers from being helpful", async () => {
  for (const answer of [
    await stranger.get("/api/health"),
    await stranger.get("/api/v1/widgets"),
    await as(boss).get("/api/v1/me"),
  ]) {
    assert.match(answer.headers["content-security-policy"], /script-src 'self'(;|$)/);
    assert.match(answer.headers["content-security-policy"], /object-src 'none'/);
    assert.match(answer.headers["content-security-policy"], /frame-ancestors 'none'/);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
    assert.equal(answer.headers["x-frame-options"], "DENY");
    assert.equal(answer.headers["referrer-policy"], "same-origin");
    assert.equal(answer.headers["cross-origin-opener-policy"], "same-origin");
    assert.equal(answer.headers["cross-origin-resource-policy"], "same-origin");
    assert.equal(answer.headers["cache-control"], "no-store");
    assert.equal(answer.headers["x-powered-by"], undefined);
  }
});

test("pages of the web app are fresh, its hashed files are kept for good, and nothing else is a page", async () => {
  for (const url of ["/", "/acme/leads/123?tab=files", "/sign-in"]) {
    const page = await site.inject({ method: "GET", url });
    assert.equal(page.statusCode, 200, url);
    assert.match(page.body, /Kehai/);
    assert.equal(page.headers["cache-control"], "no-cache");
    assert.match(String(page.headers["strict-transport-security"]), /max-age=31536000/);
  }
  const script = await site.inject({ method: "GET", url: "/assets/main-4f2a.js" });
  assert.match(String(script.headers["cache-control"]), /immutable/);
  for (const url of ["/assets/gone-1.js", "/api/nothing", "/api/v2/leads", "/..%2f..%2fpackage.json"]) {
    const missing = await site.inject({ method: "GET", url });
    assert.ok([404, 400, 403].includes(missing.statusCode), `${url}: ${missing.statusCode}`);
  }
  assert.equal((await site.inject({ method: "POST", url: "/acme" })).statusCode, 404);
});

test("behind https the cookie travels over https only, and only our own address may send changes", async () => {
  const login = { login: "x", password: "y" };
  const ours = await site.inject({ method: "DELETE", url: "/api/v1/session", headers: { cookie: "kehai_session=old" } });
  assert.match(String(ours.headers["set-cookie"]), /Secure/);
  const from = (origin: string) =>
    site.inject({ method: "POST", url: "/api/v1/session", headers: { origin, host: "10.0.0.5:3000" }, payload: login });
  assert.equal((await from("https://crm.example.com")).statusCode, 401);
  for (const origin of ["https://crm.example.com.evil.io", "http://crm.example.com", "null", "https://evil.io"])
    assert.equal((await from(origin)).statusCode, 403, origin);
});

test("rich text keeps its form and loses what would run", async () => {
  const body = [
    "<p>报价 <strong>有效</strong></p>",
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)" onclick="alert(1)">x</a>',
    '<svg onload="alert(1)"></svg><iframe src="https://evil.example"></iframe><style>*{display:none}</style>',
  ].join("");
  const made = await as(boss).post("/api/v1/widgets", { name: "Rich", body });

  assert.equal(made.status, 201, made.text);
  assert.match(made.body.body, /<strong>有效<\/strong>/);
  assert.doesNotMatch(made.body.body, /script|onerror|onclick|onload|javascript:|iframe|<style|<svg/i);
});

test("what people type comes back as they typed it and harms nothing on the way", async () => {
  for (const name of [
    "Robert'); drop table widget;--",
    '<img src=x onerror=alert(1)>"',
    "a\\' or 1=1",
    "=cmd|'/c calc'!A0",
    "𠮷野家 {{7*7}} <%= 7*7 %>",
  ]) {
    const made = await as(boss).post("/api/v1/widgets?accept=all", { name });
    assert.equal(made.body.name, name, made.text);
    const found = await as(boss).post("/api/v1/widgets/query", { filter: { field: "name", op: "eq", value: name } });
    assert.equal(found.body.items.length, 1);
    const searched = await as(boss).get(`/api/v1/search?q=${encodeURIComponent(name)}`);
    assert.equal(searched.status, 200, searched.text);
    const listed = await as(boss).get(`/api/v1/widgets?q=${encodeURIComponent(name)}`);
    assert.equal(listed.status, 200, listed.text);
  }
});

test("a bug is told as a request number and nothing else", async () => {
  const broken = await buildApp(
    { ...engine, database: { ...engine.database, query: () => Promise.reject(new Error("secret detail")) } },
    { webRoot: null },
  );
  const answer = await broken.inject({ method: "POST", url: "/api/v1/session", payload: { login: "a", password: "b" } });
  await broken.close();

  assert.equal(answer.statusCode, 500);
  assert.equal(answer.json().code, "internal");
  assert.ok(answer.json().requestId);
  assert.doesNotMatch(answer.body, /secret detail|node_modules|\.ts/);
});

test("a zero byte, a lone surrogate and depth without end are refused as what they are", async () => {
  const zero = await as(boss).post("/api/v1/widgets", { name: "a\u0000b" });
  assert.ok(zero.status === 400 || zero.body.name === "ab", zero.text);
  const nested = `{"filter":${'{"not":'.repeat(5_000)}{"field":"name","op":"isEmpty"}${"}".repeat(5_001)}`;
  const deep = await as(boss).ask("POST", "/api/v1/widgets/query", nested, { "content-type": "application/json" });
  assert.equal(deep.status, 400, deep.text.slice(0, 200));
  const wide = { or: Array.from({ length: 20_000 }, () => ({ field: "name", op: "eq", value: "x" })) };
  const answer = await as(boss).post("/api/v1/widgets/query", { filter: wide });
  assert.ok(answer.status < 500, answer.text.slice(0, 200));
});
