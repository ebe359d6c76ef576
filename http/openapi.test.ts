import assert from "node:assert/strict";
import test from "node:test";
import { startTestApp } from "#test/http.ts";
import { ROUTES } from "./route-notes.ts";

const { as, person, app } = await startTestApp();

/** Paths that serve pages rather than programs. */
const isApi = (path: string) => path.startsWith("/api/");

test("the document tells of every route there is, and of no other", () => {
  const registered = app.routeList.filter(({ method, path }) => isApi(path) && method !== "HEAD" && method !== "OPTIONS");
  const told = new Set(ROUTES.map(({ method, path }) => `${method} ${path}`));

  assert.deepEqual(
    registered.map(({ method, path }) => `${method} ${path}`).filter((route) => !told.has(route)),
    [],
  );
  const real = new Map(registered.map((route) => [`${route.method} ${route.path}`, route.access]));
  for (const note of ROUTES) {
    assert.ok(real.has(`${note.method} ${note.path}`), `${note.method} ${note.path} is told of and does not exist`);
    assert.equal(note.access, real.get(`${note.method} ${note.path}`), `${note.method} ${note.path}`);
  }
});

test("the document is whole: every reference leads somewhere, every operation has its own name", async () => {
  const { status, body } = await as(await person()).get("/api/v1/openapi.json");
  assert.equal(status, 200);
  assert.equal(body.openapi, "3.1.0");

  const references = [...JSON.stringify(body).matchAll(/"\$ref":"#\/([^"]+)"/g)].map((match) => match[1]!);
  for (const path of new Set(references)) {
    const target = path.split("/").reduce((at: any, key) => at?.[key], body);
    assert.ok(target !== undefined, `#/${path} leads nowhere`);
  }
  const operations = Object.values<any>(body.paths).flatMap((path) => Object.values<any>(path));
  assert.ok(operations.length > 50);
  const ids = operations.map((operation) => operation.operationId);
  assert.deepEqual(
    ids.filter((id, index) => ids.indexOf(id) !== index),
    [],
  );
  for (const operation of operations) assert.ok(operation.responses && operation.summary && operation.tags.length > 0);
  for (const [path, methods] of Object.entries<any>(body.paths)) {
    for (const [, name] of path.matchAll(/\{(\w+)\}/g)) {
      for (const operation of Object.values<any>(methods))
        assert.ok(
          operation.parameters.some((parameter: any) => parameter.in === "path" && parameter.name === name),
          path,
        );
    }
  }
});

test("a person without rights on an object does not read of it", async () => {
  const { body } = await as(await person({ rolesIds: [] })).get("/api/v1/openapi.json");
  assert.equal(JSON.stringify(body).includes("widget"), false);
});
