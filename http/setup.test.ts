import assert from "node:assert/strict";
import test from "node:test";
import { prepareDatabase } from "#app/prepare.ts";
import { modules } from "#crm/index.ts";
import type { Engine } from "#engine/ctx.ts";
import { systemClock } from "#platform/clock.ts";
import { jobQueue } from "#platform/jobs.ts";
import { openLog } from "#platform/log.ts";
import { openWakeups } from "#platform/wakeups.ts";
import { startTestDatabase } from "#test/app.ts";
import { callWith } from "#test/call.ts";
import { buildApp } from "./app.ts";

const { database, url } = await startTestDatabase();
const log = openLog("silent");
const engine = {
  database,
  clock: systemClock,
  log,
  jobs: jobQueue(),
  wakeups: openWakeups(url, log),
  mailer: null,
  modules,
} as unknown as Engine;
await prepareDatabase(engine, url);
const app = await buildApp(engine, { webRoot: null });
const visitor = callWith(app, async () => ({}));
const WISH = { company: "北京华江科技", admin: { name: "王总", login: "wang", password: "a long password" } };

test("the first visitor sets up the company and is in; whoever comes second is told it is done", async () => {
  assert.deepEqual((await visitor.get("/api/v1/setup")).body, { needed: true });
  const weak = await visitor.post("/api/v1/setup", { ...WISH, admin: { ...WISH.admin, password: "short" } });
  assert.deepEqual([weak.status, weak.body.errors[0].field], [400, "admin.password"]);
  const empty = await visitor.post("/api/v1/setup", {});
  assert.deepEqual(empty.body.errors.map((error: { field: string }) => error.field).sort(), ["admin", "company"]);

  const rivals = await Promise.all([visitor.post("/api/v1/setup", WISH), visitor.post("/api/v1/setup", WISH)]);
  assert.deepEqual(rivals.map((answer) => answer.status).sort(), [201, 409]);

  const made = rivals.find((answer) => answer.status === 201)!;
  assert.deepEqual(made.body, { company: { slug: "beijinghuajiangkeji", name: "北京华江科技" } });
  const cookie = String(made.headers["set-cookie"]).split(";")[0]!;
  const me = await visitor.get("/api/v1/me", { headers: { cookie } });
  assert.equal(me.body.user.name, "王总");
  assert.ok(me.body.rights.includes("configure"));
  assert.deepEqual((await visitor.get("/api/v1/setup")).body, { needed: false });
});

test("an invited colleague sets a password by the link, once", async () => {
  const founder = await visitor.post("/api/v1/session", { login: "wang", password: "a long password" });
  const cookie = String(founder.headers["set-cookie"]).split(";")[0]!;
  const { body: departments } = await visitor.get("/api/v1/departments", { headers: { cookie } });
  const person = await visitor.post(
    "/api/v1/users",
    { name: "李四", login: "lisi", departmentId: departments.items[0].id },
    { headers: { cookie } },
  );
  assert.equal(person.status, 201, person.text);
  const invited = await visitor.post(`/api/v1/users/${person.body.id}/invite`, {}, { headers: { cookie } });
  assert.equal(invited.status, 200, invited.text);
  const { token } = invited.body;
  assert.ok(token, invited.text);

  assert.deepEqual((await visitor.post("/api/v1/invitation", { token })).body, { login: "lisi", company: "北京华江科技" });
  assert.equal((await visitor.post("/api/v1/invitation/accept", { token, password: "short" })).status, 400);
  const accepted = await visitor.post("/api/v1/invitation/accept", { token, password: "another long one" });
  assert.equal(accepted.status, 200, accepted.text);
  const mine = String(accepted.headers["set-cookie"]).split(";")[0]!;
  assert.equal((await visitor.get("/api/v1/me", { headers: { cookie: mine } })).body.user.name, "李四");

  const again = await visitor.post("/api/v1/invitation/accept", { token, password: "a third long one" });
  assert.deepEqual([again.status, again.body.code], [400, "invalid.invitation"]);
  await app.close();
  await engine.wakeups.close();
});
