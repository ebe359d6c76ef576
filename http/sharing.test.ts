import assert from "node:assert/strict";
import test from "node:test";
import { startTestApp } from "#test/http.ts";

const { as, person, roles, add } = await startTestApp();
const boss = await person();
const south = await add("department", { name: "South" });
const stranger = await person({ rolesIds: [roles.rep], departmentId: south.id });

async function makeGadget() {
  return (await as(boss).post("/api/v1/gadgets?accept=all", { name: "Clock" })).body;
}

test("a record shared with a person is his to read at once, and no longer once the share is taken back", async () => {
  const gadget = await makeGadget();
  const path = `/api/v1/gadgets/${gadget.id}`;
  assert.equal((await as(stranger).get(path)).status, 404);

  const shared = await as(boss).put(`${path}/shares/user/${stranger.userId}`, { level: "read" });
  assert.equal(shared.status, 204, shared.text);
  assert.equal((await as(stranger).get(path)).status, 200);
  assert.equal((await as(stranger).patch(path, { name: "Mine" }, { "if-match": "1" })).status, 403);
  assert.deepEqual((await as(boss).get(`${path}/shares`)).body.items[0].name, stranger.name);
  assert.deepEqual((await as(stranger).get(`${path}/explain`)).body.read, ["share"]);

  assert.equal((await as(boss).delete(`${path}/shares/user/${stranger.userId}`)).status, 204);
  assert.equal((await as(stranger).get(path)).status, 404);
});

test("a team member may change what he works on", async () => {
  const gadget = await makeGadget();
  const path = `/api/v1/gadgets/${gadget.id}`;
  assert.equal((await as(boss).put(`${path}/team/${stranger.userId}`, { level: "update" })).status, 204);

  assert.equal((await as(stranger).patch(path, { name: "Ours" }, { "if-match": "1" })).status, 200);
  assert.equal((await as(boss).get(`${path}/team`)).body.items[0].level, "update");
  assert.equal((await as(boss).put(`${path}/team/${stranger.userId}`, { level: "everything" })).status, 400);
  assert.equal((await as(stranger).put(`${path}/team/${boss.userId}`, { level: "read" })).status, 204);
});

test("who may not change a record opens it to nobody, and why one sees a colleague's rights is told to administrators only", async () => {
  const gadget = await makeGadget();
  const path = `/api/v1/gadgets/${gadget.id}`;
  assert.equal((await as(stranger).put(`${path}/shares/user/${stranger.userId}`, { level: "update" })).status, 404);
  await as(boss).put(`${path}/shares/user/${stranger.userId}`, { level: "read" });
  assert.equal((await as(stranger).put(`${path}/shares/user/${stranger.userId}`, { level: "update" })).status, 403);
  assert.equal((await as(stranger).get(`${path}/explain?user=${boss.userId}`)).status, 403);
  assert.equal((await as(boss).get(`${path}/explain?user=${stranger.userId}`)).status, 200);
});

test("a person who is taken out of his role loses what it gave with his next request", async () => {
  const gadget = await makeGadget();
  const path = `/api/v1/gadgets/${gadget.id}`;
  const second = await person();
  assert.equal((await as(second).get(path)).status, 200);
  const user = (await as(boss).get(`/api/v1/users/${second.userId}`)).body;

  const changed = await as(boss).patch(`/api/v1/users/${second.userId}`, { rolesIds: [] }, { "if-match": String(user.version) });

  assert.equal(changed.status, 200, changed.text);
  assert.equal((await as(second).get(path)).status, 404);
});
