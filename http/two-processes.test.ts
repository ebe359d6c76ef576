import assert from "node:assert/strict";
import { after, test } from "node:test";
import type { Engine } from "#engine/ctx.ts";
import { fixedClock } from "#platform/clock.ts";
import { openWakeups } from "#platform/wakeups.ts";
import { openTestDatabase, startTestApp } from "#test/app.ts";
import { type Call, callWith } from "#test/call.ts";
import { buildApp } from "./app.ts";

const { as, engine, url, make, admin, stranger } = await startTestApp();
// Time stands still there, so that its caches forget nothing by themselves.
const clock = fixedClock(new Date().toISOString());
const elsewhere: Engine = { ...engine, clock, database: openTestDatabase(url), wakeups: openWakeups(url, engine.log) };
const other = await buildApp(elsewhere, { webRoot: null });
after(async () => {
  await other.close();
  await elsewhere.wakeups.close();
  await elsewhere.database.close();
});

/** Once the other server has heard of it. */
async function heard(what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const until = Date.now() + 60_000; !(await holds()); ) assert.ok(Date.now() < until, `${what}: never heard of`);
}

async function signedInAt(login: string, password: string): Promise<[here: Call, there: Call]> {
  const answer = await stranger.post("/api/v1/session", { login, password });
  assert.equal(answer.status, 200, answer.text);
  const cookie = String(answer.headers["set-cookie"]).split(";")[0]!;
  const here = { ...stranger, delete: (path: string) => stranger.delete(path, { headers: { cookie } }) };
  return [here, callWith(other, async () => ({ cookie }))];
}

test("signing out at one server is known at the others at once", async () => {
  const rep = await make.user({ login: "zhang" });
  const [here, there] = await signedInAt("zhang", `Kehai-${rep.login}-2026`);
  assert.equal((await there.get("/api/v1/me")).status, 200);

  await here.delete("/api/v1/session");

  await heard("signed out", async () => (await there.get("/api/v1/me")).status === 401);
});

test("a role taken away at one server is gone at the others at once", async () => {
  const rep = await make.user({ login: "li", roles: ["director"] });
  const [, there] = await signedInAt("li", `Kehai-${rep.login}-2026`);
  const account = await make.account();
  assert.equal((await there.get(`/api/v1/accounts/${account.id}`)).status, 200);

  const user = (await as(admin).get(`/api/v1/users/${rep.id}`)).body;
  const changed = await as(admin).patch(
    `/api/v1/users/${rep.id}`,
    { rolesIds: [] },
    { headers: { "if-match": String(user.version) } },
  );
  assert.equal(changed.status, 200, changed.text);

  await heard("rights", async () => (await there.get(`/api/v1/accounts/${account.id}`)).status === 404);
});

test("a field added at one server is served by the others at once", async () => {
  const rep = await make.user({ login: "zhao", roles: ["director"] });
  const [, there] = await signedInAt("zhao", `Kehai-${rep.login}-2026`);
  await there.get("/api/v1/model");

  const added = await as(admin).post("/api/v1/model/objects/account/fields", {
    name: "shelf",
    type: "text",
    label: { "zh-CN": "货架", en: "Shelf" },
  });
  assert.equal(added.status, 201, added.text);

  await heard(
    "field",
    async () => (await there.post("/api/v1/accounts?accept=all", { name: `A${Math.random()}`, x_shelf: "1" })).status === 201,
  );
});
