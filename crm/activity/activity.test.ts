import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";
import { remindOverdue } from "./task/remind-overdue.job.ts";

const { as, make, run, later, stored, add, namesOfEvents } = await startCrmCompany();

test("what is said about a deal belongs to its customer too", async () => {
  const rep = await make.user();
  const deal = await make.opportunity({ ownerId: rep.userId });

  const response = await as(rep).post("/api/v1/follow-ups", { aboutObject: "opportunity", aboutId: deal.id, content: "谈价格" });

  assert.equal(response.status, 201, response.text);
  assert.equal(response.body.account.id, deal.accountId);
  assert.equal((await stored("account", deal.accountId)).lastFollowUpAt, response.body.at);
  assert.equal((await stored("opportunity", deal.id)).lastFollowUpAt, response.body.at);
});

test("a follow-up is about the past, the next one about the future", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  const about = { aboutObject: "account", aboutId: account.id, content: "电话" };

  const future = await as(rep).post("/api/v1/follow-ups", { ...about, at: "2030-01-01T00:00:00Z" });
  const backwards = await as(rep).post("/api/v1/follow-ups", { ...about, nextAt: "2020-01-01T00:00:00Z" });

  assert.equal(future.body.code, "followUp.in_future");
  assert.equal(backwards.body.code, "followUp.next_in_past");
});

test("a follow-up is not moved into the future either, but its words may still be changed", async () => {
  const rep = await make.user();
  const account = await make.account({ ownerId: rep.userId });
  const said = await make.followUp(["account", account]);
  const change = (values: object) => as(rep).patch(`/api/v1/follow-ups/${said.id}`, values, { "if-match": `"${said.version}"` });

  const moved = await change({ at: "2099-01-01T00:00:00Z" });
  const corrected = await change({ content: "打了电话，约了见面" });

  assert.equal(moved.body.code, "followUp.in_future", moved.text);
  assert.equal(corrected.status, 200, corrected.text);
  assert.equal((await stored("account", account.id)).lastFollowUpAt, said.at);
});

test("a follow-up about what I cannot see is refused, and others' words are not mine to change", async () => {
  const [rep, other] = [await make.user(), await make.user()];
  const hidden = await make.account({ ownerId: other.userId });
  const mine = await make.account({ ownerId: rep.userId });
  const said = await make.followUp(["account", mine], { ownerId: other.userId });

  const response = await as(rep).post("/api/v1/follow-ups", { aboutObject: "account", aboutId: hidden.id, content: "偷看" });
  const read = await as(rep).get(`/api/v1/follow-ups/${said.id}`);
  const changed = await as(rep).patch(`/api/v1/follow-ups/${said.id}`, { content: "改写" }, { "if-match": `"${said.version}"` });

  assert.equal(response.status, 400);
  assert.equal(response.body.errors[0].code, "invalid.reference");
  assert.equal(read.status, 200, "the history of my customer is mine to read");
  assert.equal(changed.status, 403);
});

test("a task is done once, cancelled, or taken up again", async () => {
  const rep = await make.user();
  const task = await add("task", { subject: "寄资料", ownerId: rep.userId, due: "2026-03-03" });
  const act = (verb: string, input = {}) => as(rep).post(`/api/v1/tasks/${task.id}/${verb}`, input);

  const done = await act("done", { result: "已寄出" });
  const again = await act("done");
  const reopened = await act("reopen");
  const cancelled = await act("cancel", { reason: "客户取消" });

  assert.equal(done.status, 200, done.text);
  assert.equal(done.body.status, "done");
  assert.ok(done.body.doneAt);
  assert.equal(again.body.code, "task.closed");
  assert.deepEqual([reopened.body.status, reopened.body.doneAt], ["open", null]);
  assert.equal(cancelled.body.status, "cancelled");
  assert.deepEqual((await namesOfEvents(task.id)).slice(1), ["task.done", "task.reopened", "task.cancelled"]);
});

test("a task of another does not exist for me; an open one is not reopened", async () => {
  const [rep, outsider] = [await make.user(), await make.user()];
  const task = await add("task", { subject: "内部", ownerId: rep.userId });

  for (const verb of ["done", "cancel", "reopen", "remind"])
    assert.equal((await as(outsider).post(`/api/v1/tasks/${task.id}/${verb}`, {})).status, 404, verb);
  assert.equal((await as(rep).post(`/api/v1/tasks/${task.id}/reopen`, {})).body.code, "task.not_closed");
});

test("an overdue task is reminded of once", async () => {
  const rep = await make.user();
  const task = await add("task", { subject: "回电话", ownerId: rep.userId, due: "2026-03-03" });
  await run(remindOverdue);
  assert.equal((await namesOfEvents(task.id)).includes("task.overdue"), false);

  later(2);
  await run(remindOverdue);
  await run(remindOverdue);

  assert.equal((await namesOfEvents(task.id)).filter((name) => name === "task.overdue").length, 1);
});
