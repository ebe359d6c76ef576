import assert from "node:assert/strict";
import test from "node:test";
import { closeMembership } from "#engine/identity/identities.ts";
import { PASSWORD, startTestApp } from "#test/http.ts";

const { as, person, stranger, cookieOf, engine, engineWrites, company, clock, app } = await startTestApp();

async function signIn(login: string, password = PASSWORD, headers = {}) {
  return await stranger.post("/api/v1/session", { login, password }, headers);
}
const cookieIn = (answer: { headers: Record<string, any> }) => String([answer.headers["set-cookie"]].flat()[0]).split(";")[0]!;

test("whoever knows login and password is in, with a cookie that scripts cannot read", async () => {
  const rep = await person();
  await cookieOf(rep);

  const answer = await signIn(rep.name);

  assert.equal(answer.status, 200);
  assert.deepEqual(answer.body.companies, [{ slug: "toys", name: "Toys" }]);
  assert.match(String(answer.headers["set-cookie"]), /kehai_session=[\w-]{43};.*HttpOnly.*SameSite=Lax/);
  const me = await stranger.get("/api/v1/me", { cookie: cookieIn(answer) });
  assert.equal(me.body.user.id, rep.userId);
});

test("a wrong password and an unknown login are told the same", async () => {
  const rep = await person();
  await cookieOf(rep);

  const wrong = await signIn(rep.name, "not the password");
  const unknown = await signIn("nobody", "not the password");

  assert.equal(wrong.status, 401);
  assert.equal(wrong.body.code, "signed_out.credentials");
  assert.deepEqual([unknown.status, unknown.body.title], [wrong.status, wrong.body.title]);
});

test("after five wrong passwords the right one is refused too, until a quarter of an hour has passed", async () => {
  const rep = await person();
  await cookieOf(rep);
  for (let attempt = 0; attempt < 5; attempt++) assert.equal((await signIn(rep.name, "guess")).status, 401);

  const locked = await signIn(rep.name);
  assert.equal(locked.status, 429);
  assert.equal(locked.body.params.minutes, 15);
  assert.ok(Number(locked.headers["retry-after"]) > 0);

  const before = clock.now().toISOString();
  clock.set(new Date(clock.now().getTime() + 16 * 60_000).toISOString());
  assert.equal((await signIn(rep.name)).status, 200);
  clock.set(before);
});

test("guessing the current password is counted like signing in, and people behind a proxy are told apart", async () => {
  const rep = await person();
  const cookie = await cookieOf(rep);
  const guess = { current: "guess", password: "battery staple" };
  const from = (address: string) => ({ cookie, "x-forwarded-for": address });
  for (let attempt = 0; attempt < 5; attempt++)
    assert.equal((await stranger.post("/api/v1/session/password", guess, from("203.0.113.7"))).status, 400);

  assert.equal((await stranger.post("/api/v1/session/password", guess, from("203.0.113.7"))).status, 429);
  assert.equal((await signIn(rep.name, PASSWORD, { "x-forwarded-for": "203.0.113.7" })).status, 429);
  assert.equal((await signIn(rep.name, PASSWORD, { "x-forwarded-for": "203.0.113.8" })).status, 200);
});

test("signing out ends the session at once", async () => {
  const rep = await person();
  const cookie = await cookieOf(rep);
  assert.equal((await stranger.get("/api/v1/me", { cookie })).status, 200);

  const answer = await stranger.delete("/api/v1/session", { cookie });

  assert.equal(answer.status, 204);
  assert.match(String(answer.headers["set-cookie"]), /kehai_session=;/);
  assert.equal((await stranger.get("/api/v1/me", { cookie })).status, 401);
});

test("signing out everywhere ends the sessions of all devices", async () => {
  const rep = await person();
  const [phone, desk] = [await cookieOf(rep), await cookieOf(rep)];
  await stranger.get("/api/v1/me", { cookie: phone });

  await stranger.delete("/api/v1/sessions", { cookie: desk });

  assert.equal((await stranger.get("/api/v1/me", { cookie: phone })).status, 401);
});

test("one sees where one is signed in, and signs out one device; another's session does not exist", async () => {
  const rep = await person();
  const [phone, desk] = [await cookieOf(rep), await cookieOf(rep)];
  const { items } = (await stranger.get("/api/v1/sessions", { cookie: desk })).body;
  const other = items.find((one: any) => !one.isThis);
  assert.equal(items.filter((one: any) => one.isThis).length, 1);

  const somebody = await cookieOf(await person());
  assert.equal((await stranger.delete(`/api/v1/sessions/${other.id}`, { cookie: somebody })).status, 404);
  const open = await stranger.get("/api/v1/me", { cookie: phone });
  assert.equal(open.status, 200, open.text);
  for (const one of items.filter((each: any) => !each.isThis))
    assert.equal((await stranger.delete(`/api/v1/sessions/${one.id}`, { cookie: desk })).status, 204);
  assert.equal((await stranger.get("/api/v1/me", { cookie: phone })).status, 401);
  assert.equal((await stranger.get("/api/v1/me", { cookie: desk })).status, 200);
});

test("a session runs out after a week without use", async () => {
  const rep = await person();
  const cookie = await cookieOf(rep);
  const before = clock.now().toISOString();

  clock.set(new Date(clock.now().getTime() + 8 * 86_400_000).toISOString());

  assert.equal((await stranger.get("/api/v1/me", { cookie })).status, 401);
  clock.set(before);
});

test("a new password ends the other sessions and keeps this one", async () => {
  const rep = await person();
  const [here, there] = [await cookieOf(rep), await cookieOf(rep)];
  const change = { current: PASSWORD, password: "battery staple" };

  const wrong = await stranger.post("/api/v1/session/password", { ...change, current: "wrong" }, { cookie: here });
  assert.equal(wrong.status, 400);
  assert.equal(wrong.body.errors[0].field, "current");
  const weak = await stranger.post("/api/v1/session/password", { ...change, password: "short" }, { cookie: here });
  assert.equal(weak.body.errors[0].code, "invalid.password_weak");

  assert.equal((await stranger.post("/api/v1/session/password", change, { cookie: here })).status, 204);
  assert.equal((await stranger.get("/api/v1/me", { cookie: here })).status, 200);
  assert.equal((await stranger.get("/api/v1/me", { cookie: there })).status, 401);
  assert.equal((await signIn(rep.name, "battery staple")).status, 200);
});

test("signing in never keeps a session that was brought along", async () => {
  const rep = await person();
  const planted = await cookieOf(rep);

  const answer = await signIn(rep.name, PASSWORD, { cookie: planted });

  assert.notEqual(cookieIn(answer), planted);
  assert.equal((await stranger.get("/api/v1/me", { cookie: planted })).status, 401);
  assert.equal((await stranger.get("/api/v1/me", { cookie: "kehai_session=made-up-by-a-stranger" })).status, 401);
});

test("a change from another site's page is refused, whatever cookie it carries", async () => {
  const rep = await person();

  const foreign = await as(rep).post("/api/v1/widgets", { name: "x" }, { origin: "https://evil.example" });
  const marked = await as(rep).post("/api/v1/widgets", { name: "x" }, { "sec-fetch-site": "cross-site" });
  const own = await as(rep).post("/api/v1/widgets", { name: "Ours" }, { origin: "http://kehai.test" });

  assert.deepEqual([foreign.status, foreign.body.code], [403, "forbidden.origin"]);
  assert.equal(marked.status, 403);
  assert.equal(own.status, 201);
  assert.equal((await signIn(rep.name, PASSWORD, { origin: "https://evil.example" })).status, 403);
});

test("a person who is disabled is out with his next request, on every device", async () => {
  const rep = await person();
  const cookie = await cookieOf(rep);
  assert.equal((await stranger.get("/api/v1/me", { cookie })).status, 200);
  await engineWrites(async (ctx) => {
    await ctx.records.update("user", rep.userId, { disabledAt: clock.now().toISOString() }, { as: "engine" });
    await closeMembership(ctx.db, { companyId: company.id, userId: rep.userId, now: clock.now() });
  });

  assert.equal((await stranger.get("/api/v1/me", { cookie })).status, 401);
  assert.equal((await signIn(rep.name)).status, 401);
});

test("a key acts as its holder until it is revoked, and makes no further keys", async () => {
  const rep = await person();
  const made = await as(rep).post("/api/v1/api-keys", { name: "Exchange" });
  assert.equal(made.status, 201);
  const authorization = `Bearer ${made.body.key}`;

  assert.equal((await stranger.get("/api/v1/me", { authorization })).body.user.id, rep.userId);
  assert.equal((await stranger.post("/api/v1/api-keys", { name: "More" }, { authorization })).status, 403);
  const listed = await as(rep).get("/api/v1/api-keys");
  assert.equal(listed.body.items.length, 1);
  assert.equal(JSON.stringify(listed.body).includes(made.body.key), false);

  assert.equal((await as(rep).delete(`/api/v1/api-keys/${made.body.id}`)).status, 204);
  assert.equal((await stranger.get("/api/v1/me", { authorization })).status, 401);
});

test("the language a person chooses is the language of every answer", async () => {
  const rep = await person();
  assert.equal((await as(rep).patch("/api/v1/session", { language: "zh-CN" })).status, 204);

  const answer = await as(rep).get("/api/v1/nothings");

  assert.match(answer.body.title, /没有找到/);
});

test("no password, cookie or key is ever stored as it is", async () => {
  const rep = await person();
  const cookie = await cookieOf(rep);
  const key = (await as(rep).post("/api/v1/api-keys", { name: "k" })).body.key;
  const tables = ["identity", "session", "api_key", "invitation"];
  const dump = await Promise.all(tables.map((table) => engine.database.pool.query(`select t::text from kehai.${table} t`)));
  const text = JSON.stringify(dump.map((result) => result.rows));

  for (const secret of [cookie.split("=")[1]!, key, PASSWORD]) assert.equal(text.includes(secret), false);
  assert.ok(app);
});
