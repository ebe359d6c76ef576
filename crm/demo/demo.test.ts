import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";
import { recycle } from "../sales/pool/recycle.job.ts";
import { seedDemo } from "./seed-demo.ts";

const { as, make, engine, company, run } = await startCrmCompany();

test("the demo company looks like one that has been working for months", async () => {
  const boss = await make.user("director");
  await seedDemo(engine, company);
  const count = async (object: string, filter?: object) =>
    (await as(boss).post(`/api/v1/${object}/count`, { ...(filter ? { filter } : {}) })).body.count as number;

  assert.equal(await count("accounts"), 120);
  assert.equal(await count("leads"), 300);
  assert.equal(await count("opportunities"), 150);
  assert.equal(await count("price-books"), 2);
  assert.ok((await count("leads", { field: "campaign.cost", op: "gt", value: 0 })) > 30);
  assert.ok((await count("opportunities", { field: "campaign", op: "isNotEmpty" })) > 3);
  assert.ok((await count("follow-ups")) > 300);
  assert.ok((await count("leads", { field: "owner", op: "isEmpty" })) > 50);
  for (const [object, least] of Object.entries({
    quotes: 50,
    contracts: 40,
    "payment-plans": 100,
    receipts: 50,
    orders: 25,
    invoices: 20,
    targets: 15,
  }))
    assert.ok((await count(object)) >= least, `${object}: ${await count(object)}`);
  for (const status of ["draft", "active", "suspended", "completed", "terminated"])
    assert.ok((await count("contracts", { field: "status", op: "eq", value: status })) > 0, status);
  for (const status of ["overdue", "due", "received"])
    assert.ok((await count("payment-plans", { field: "status", op: "eq", value: status })) > 0, status);
  const huajiang = await as(boss).get(
    `/api/v1/accounts?filter=${encodeURIComponent(JSON.stringify({ field: "name", op: "eq", value: "北京华江科技有限公司" }))}`,
  );
  assert.equal(huajiang.body.items[0].owner.title, "刘庆");
});

test("the first night does not empty the demo's desks", async () => {
  const boss = await make.user("director");
  const owned = { filter: { field: "owner", op: "isNotEmpty" } };
  const before = (await as(boss).post("/api/v1/leads/count", owned)).body.count as number;

  await run(recycle);

  const after = (await as(boss).post("/api/v1/leads/count", owned)).body.count as number;
  assert.ok(after >= before * 0.95, `${before} → ${after}`);
});
