import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, roles, engineWrites } = await startCrmCompany();
const admin = await make.user("administrator");
const role = `/api/v1/roles/${roles.get("administrator")}`;
const self = `/api/v1/users/${admin.userId}`;
const version = async (path: string) => ({ "if-match": String((await as(admin).get(path)).body.version) });

test("the last who may set up the company stays, whichever way he would go", async () => {
  const demoted = await as(admin).patch(self, { rolesIds: [roles.get("director")] }, await version(self));
  const emptied = await as(admin).patch(role, { rights: ["invite"] }, await version(role));
  const dropped = await as(admin).delete(role, await version(role));
  const deleted = await as(admin).delete(self, await version(self));

  // With another change of several references before it.
  const [department] = (await as(admin).get("/api/v1/departments?limit=1")).body.items;
  const moved = { otherDepartmentsIds: [department.id], rolesIds: [] };
  const stripped = await as(admin).patch(self, moved, await version(self));

  for (const refused of [demoted, emptied, dropped, deleted, stripped])
    assert.equal(refused.body?.code, "user.last_administrator", refused.text);
});

test("the last may change one right to set up for another", async () => {
  const same = await as(admin).post("/api/v1/roles", {
    name: "另一种管理员",
    code: "setup2",
    rights: ["configure", "invite", "*"],
  });
  assert.equal(same.status, 201, same.text);
  const changed = await as(admin).patch(self, { rolesIds: [same.body.id] }, await version(self));
  assert.equal(changed.status, 200, changed.text);
  await engineWrites((ctx) => ctx.records.update("user", admin.userId, { rolesIds: [roles.get("administrator")] }));
});

test("of two who take each other's role at once, one remains", async () => {
  const other = await make.user("administrator");
  const path = `/api/v1/users/${other.userId}`;
  const [mine, theirs] = [await version(self), await version(path)];

  const answers = await Promise.all([
    as(admin).patch(path, { rolesIds: [] }, theirs),
    as(other).patch(self, { rolesIds: [] }, mine),
  ]);

  assert.equal(answers.filter(({ status }) => status === 200).length, 1, answers.map(({ text }) => text).join("\n"));
});
