import assert from "node:assert/strict";
import { test } from "node:test";
import { startTestApp } from "./app.ts";

const { as, make, admin, stranger, eventsOf } = await startTestApp();

test("a salesperson creates a lead and finds it in the list; a colleague does not", async () => {
  const [rep, colleague] = [await make.user(), await make.user()];

  const made = await as(rep).post("/api/v1/leads", { name: "王芳", mobile: "13800138000" });
  const own = await as(rep).get("/api/v1/leads");
  const others = await as(colleague).get(`/api/v1/leads/${made.body.id}`);

  assert.equal(made.status, 201, made.text);
  assert.deepEqual(
    own.body.items.map((lead: { id: string }) => lead.id),
    [made.body.id],
  );
  assert.equal(others.status, 404);
});

test("a factory fills what a test does not state", async () => {
  const rep = await make.user({ team: "华东", name: "李四" });
  const deal = await make.opportunity({ owner: rep.id, amount: "5000.00" });
  assert.equal(deal.ownerId, rep.id);
  assert.deepEqual(await eventsOf(deal.id), []);
  const seen = await as(rep).get(`/api/v1/opportunities/${deal.id}`);
  assert.equal(seen.status, 200, seen.text);
});

test("the founder is known to the API, a stranger is not", async () => {
  const me = await as(admin).get("/api/v1/me");
  assert.equal(me.status, 200, me.text);
  assert.equal(me.body.company.name, "测试公司");
  assert.equal((await stranger.get("/api/v1/leads")).status, 401);
});
