import assert from "node:assert/strict";
import { test } from "node:test";
import { inTransaction } from "#engine/context.ts";
import type { SystemActor } from "#engine/ctx.ts";
import { startCrmCompany } from "#test/crm-company.ts";
import { type Notice, notify } from "./notify.ts";

const { engine, company, as, make } = await startCrmCompany();
const job: SystemActor = { kind: "system", name: "test", rights: {}, source: "job", language: "zh-CN" };
const tell = (notices: readonly Notice[]) => inTransaction(engine, company, job, (ctx) => notify(ctx, notices));

test("a person is told once, opens the record from it, and marks it as read", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  const notice: Notice = {
    userId: rep.userId,
    code: "account.credit_code_wrong",
    about: { object: "account", id: account.id },
    key: `wrong ${account.id}`,
  };

  const counts = await Promise.all([tell([notice]), tell([notice, notice])]);
  const told = await as(rep).get("/api/v1/notifications");
  const [one] = told.body.items;
  const read = await as(rep).post(`/api/v1/notifications/${one.id}/markRead`, {});
  const again = await as(rep).post(`/api/v1/notifications/${one.id}/markRead`, {});

  assert.equal(counts[0]! + counts[1]!, 1);
  assert.equal(told.body.items.length, 1);
  assert.match(one.message, /信用代码/);
  assert.deepEqual([one.about.id, one.about.object], [account.id, "account"]);
  assert.notEqual(read.body.readAt, null);
  assert.equal(again.body.readAt, read.body.readAt);
  const { items } = (await as(rep).get(`/api/v1/accounts/${account.id}/timeline`)).body;
  assert.ok(
    !items.some(({ kind }: { kind: string }) => kind === "notification"),
    "what one is told is not what the record lived",
  );
});

test("nobody reads what another is told, neither head, boss nor auditor, and nobody writes them", async () => {
  const rep = await make.user();
  await tell([{ userId: rep.userId, code: "account.own_parent", key: "private" }]);
  const [one] = (await as(rep).get("/api/v1/notifications")).body.items;

  for (const role of ["manager", "director", "auditor", "administrator"]) {
    const other = await make.user(role);
    assert.equal((await as(other).get(`/api/v1/notifications/${one.id}`)).status, 404, role);
    assert.equal((await as(other).get("/api/v1/notifications")).body.items.length, 0, role);
  }
  assert.equal((await as(rep).post("/api/v1/notifications", { message: "假消息" })).status, 403);
});
