import assert from "node:assert/strict";
import test from "node:test";
import { companyModel } from "#engine/company/company.ts";
import { createCompany } from "#engine/company/create-company.ts";
import type { ModelObject } from "#engine/model/model.ts";
import { startTestApp } from "./app.ts";
import { type Answer, type Call, callWith } from "./call.ts";

/*
 * Every route there is, for every object listed, as each kind of person who has no business there. A new route or object is
 * covered the moment it exists.
 */

const { http, engine, company, as, make, stranger, admin } = await startTestApp();
const model = await companyModel(engine, company);
const other = await createCompany(engine, {
  name: "另一家公司",
  slug: "other",
  admin: { name: "外人", login: "outsider", password: "Kehai-outsider-2026" },
});
const outsider = { identityId: other.identityId };
const nobody = await make.user({ roles: [] });

const SECRET = "机密记录";
const ids = new Map<string, string>();
for (const object of model.objects.values()) ids.set(object.name, (await secretRecord(object)).id);

async function secretRecord(object: ModelObject) {
  const title = object.fields.get(object.title)!;
  const isFree = title.type === "text" && (title.changedBy ?? "people") === "people";
  const about = object.name === "file" ? { aboutObject: "account", aboutId: ids.get("account") } : {};
  return await (make as any)[object.name]({ ...about, ...(isFree ? { [title.key]: `${SECRET} ${object.name}` } : {}) });
}

type Route = (typeof http.routeList)[number];
const routes = http.routeList.filter(({ method, path }) => path.startsWith("/api/") && method !== "HEAD" && method !== "OPTIONS");
const guarded = routes.filter((route) => route.access === undefined);

/** One call per route, and per object where the route serves any. */
function callsOf(route: Route): { object: ModelObject | null; path: string }[] {
  const objects = route.path.includes(":objects") ? [...model.objects.values()] : [null];
  return objects.flatMap((object) => {
    const actions = route.path.includes(":action") ? [...(object?.actions.keys() ?? []), "delete"] : ["none"];
    return actions.map((action) => ({
      object,
      path: route.path
        .replace(":objects", object?.path ?? "")
        .replace(":id", ids.get(object?.name ?? "account")!)
        .replace(":action", action)
        .replace(":kind", "user")
        .replace(/:(user|principal)/, admin.id)
        .replace(":name", "account")
        .replace(":field", "name"),
    }));
  });
}

async function send(call: Call, method: string, path: string): Promise<Answer> {
  const headers = { "if-match": "1" };
  if (method === "GET") return await call.get(path);
  if (method === "DELETE") return await call.delete(path, { headers });
  const body = path.endsWith("/aggregate") ? { measures: { n: { fn: "count" } } } : { ids: [...ids.values()].slice(0, 3) };
  return await call[method.toLowerCase() as "post" | "put" | "patch"](path, body, { headers });
}

test("there are routes to ask, and only a named few are open to anybody", () => {
  assert.ok(guarded.length > 30);
  assert.deepEqual(
    routes
      .filter((route) => route.access === "public")
      .map(({ method, path }) => `${method} ${path}`)
      .sort(),
    [
      "DELETE /api/v1/session",
      "GET /api/health",
      "GET /api/v1/session",
      "GET /api/v1/setup",
      "POST /api/v1/invitation",
      "POST /api/v1/invitation/accept",
      "POST /api/v1/session",
      "POST /api/v1/setup",
    ],
  );
});

test("a stranger is told to sign in, by every route", async () => {
  for (const route of routes.filter(({ access }) => access !== "public")) {
    for (const { path } of callsOf(route)) {
      const answer = await send(stranger, route.method, path);
      assert.deepEqual([answer.status, answer.body.code], [401, "signed_out"], `${route.method} ${path}`);
    }
  }
});

test("a made-up key and a made-up cookie are strangers", async () => {
  const strange: Record<string, string>[] = [
    { authorization: "Bearer kehai_nonsense" },
    { authorization: "Basic YTpi" },
    { cookie: "kehai_session=x" },
  ];
  for (const headers of strange) {
    const answer = await callWith(http, async () => headers).get("/api/v1/accounts");
    assert.equal(answer.status, 401);
  }
});

test("the wizard is closed for ever once there is a company", async () => {
  const answer = await stranger.post("/api/v1/setup", {
    company: "第二家",
    admin: { name: "x", login: "second", password: "long enough 123" },
  });
  assert.deepEqual([answer.status, answer.body.code], [409, "setup.done"]);
  assert.deepEqual((await stranger.get("/api/v1/setup")).body, { needed: false });
});

test("another company does not exist for those who do not belong to it", async () => {
  for (const route of guarded) {
    for (const { path } of callsOf(route)) {
      const answer = await send(as(outsider, company.slug), route.method, path);
      assert.deepEqual([answer.status, answer.body.code], [404, "not_found"], `${route.method} ${path}`);
    }
  }
});

test("another company's records do not exist in one's own, whoever one is there", async () => {
  for (const route of guarded.filter(({ path }) => path !== "/api/v1/events")) {
    for (const { path, object } of callsOf(route)) {
      const answer = await send(as(outsider, "other"), route.method, path);
      assert.ok(answer.status < 500, `${route.method} ${path}: ${answer.text}`);
      assert.equal(tells(answer, path), false, `${route.method} ${path}: ${answer.text}`);
      if (object && route.path.includes(":id"))
        assert.ok([404, 400].includes(answer.status), `${route.method} ${path}: ${answer.text}`);
    }
  }
});

test("a person without a role sees and changes nothing", async () => {
  for (const route of guarded.filter(({ path }) => path !== "/api/v1/events")) {
    for (const { path, object } of callsOf(route)) {
      if (object?.name === "user" && path.includes(nobody.id)) continue;
      const answer = await send(as(nobody), route.method, path);
      assert.ok(answer.status < 500, `${route.method} ${path}: ${answer.text}`);
      assert.equal(tells(answer, path), false, `${route.method} ${path}: ${answer.text}`);
      if (object && route.path.includes(":id"))
        assert.ok([400, 403, 404].includes(answer.status), `${route.method} ${path}: ${answer.status} ${answer.text}`);
    }
  }
});

test("after all that, every record is as it was", async () => {
  for (const object of model.objects.values()) {
    const [record] = await engine.database.query({
      text: `select version, deleted_at from "${company.schema}"."${object.table}" where id = $1`,
      values: [ids.get(object.name)],
    } as any);
    assert.deepEqual(record, { version: 1, deleted_at: null }, object.name);
  }
});

test("the same questions are answered to who may ask them", async () => {
  await make.role({ code: "reader", name: "看全部", permissions: { "*": { read: "company" } } });
  const clerk = await make.user({ roles: ["reader"] });
  for (const route of guarded.filter(({ method, path }) => method === "GET" && path === "/api/v1/:objects/:id")) {
    for (const { path, object } of callsOf(route)) {
      const answer = await send(as(clerk), route.method, path);
      assert.equal(answer.status, object?.personal ? 404 : 200, `${path}: ${answer.text}`);
    }
  }
});

/** Whether an answer holds anything of the records that its asker did not bring himself. */
function tells(answer: Answer, path: string): boolean {
  if (answer.text.includes(SECRET)) return true;
  if (answer.status >= 400) return false;
  return [...ids.values()].some((id) => answer.text.includes(id) && !path.includes(id) && !isEcho(answer, id));
}

/** Bulk answers repeat the ids they were sent, each with its refusal. */
function isEcho(answer: Answer, id: string): boolean {
  const results: { id: string; ok: boolean }[] = answer.body?.results ?? answer.body?.deleted ?? [];
  return results.some((result) => result.id === id && result.ok === false);
}
