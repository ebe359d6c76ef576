import assert from "node:assert/strict";
import test from "node:test";
import { startTestApp } from "#test/http.ts";

const { as, person, roles } = await startTestApp();

test("the company's name and zone are changed by those who configure it, with the problem at its field", async () => {
  const boss = await person();
  const rep = await person({ rolesIds: [roles.rep] });
  const changed = await as(boss).patch("/api/v1/company", { name: "华江科技", fiscalStart: 4 });
  assert.equal(changed.status, 200, changed.text);
  assert.equal(changed.body.name, "华江科技");
  assert.equal((await as(boss).patch("/api/v1/company", { zone: "Mars/Base" })).body.errors[0].field, "zone");
  assert.equal((await as(rep).patch("/api/v1/company", { name: "Mine" })).status, 403);
  assert.equal((await as(rep).get("/api/v1/me")).body.company.name, "华江科技");
});
