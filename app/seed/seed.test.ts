import assert from "node:assert/strict";
import test from "node:test";
import { inTransaction } from "#engine/context.ts";
import { examine } from "#engine/doctor/examine.ts";
import { startTestApp } from "#test/app.ts";
import { seedCompany } from "./seed.ts";

test("a seeded company is as the engine would have written it: the doctor finds nothing, lists and search see it", async () => {
  const { engine, company, admin, as } = await startTestApp();
  await seedCompany(engine, company, "S", () => undefined);

  const doctor = { kind: "system", name: "doctor", rights: {}, source: "test", language: "zh-CN" } as const;
  assert.deepEqual(await inTransaction(engine, company, doctor, examine), []);
  assert.deepEqual((await as(admin).post("/api/v1/accounts/count", {})).body, { count: 1_000, exact: true });

  const [account] = (await as(admin).get("/api/v1/accounts?limit=1&fields=name,phone")).body.items;
  const found = (await as(admin).get(`/api/v1/search?q=${account.phone}`)).body.groups;
  assert.equal(found.find((group: { object: string }) => group.object === "account").hits[0].id, account.id);

  const sum = async (path: string, filter?: object) => {
    const measures = { count: { fn: "count" }, outstanding: { fn: "sum", field: "outstanding" } };
    const { body } = await as(admin).post(`/api/v1/${path}/aggregate`, { measures, ...(filter ? { filter } : {}) });
    return body.rows[0].measures as { count: number; outstanding: string };
  };
  const owed = await sum("payment-plans");
  const notVoid = await sum("contracts", { field: "status", op: "ne", value: "void" });
  assert.deepEqual([owed.count, owed.outstanding], [300, notVoid.outstanding]);
  const made = await as(admin).post("/api/v1/contracts", { name: "下一份合同", accountId: account.id });
  assert.equal(made.status, 201, made.text);
});
