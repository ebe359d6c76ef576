import assert from "node:assert/strict";
import test from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, later, stored, eventsOf, engineWrites } = await startCrmCompany();

test("claiming takes a lead out of the pool and says so", async () => {
  const rep = await make.user();
  const pool = await make.pool();
  const lead = await make.lead({ poolId: pool.id });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/claim`, {});

  assert.equal(response.status, 200, response.text);
  assert.equal(response.body.owner.id, rep.userId);
  assert.equal(response.body.status, "assigned");
  const [event] = (await eventsOf(lead.id)).slice(-1);
  assert.equal(event!.name, "lead.claimed");
  assert.equal(event!.data.poolId, pool.id);
  const spell = await engineWrites((ctx) => ctx.ownership.current("lead", lead.id));
  assert.deepEqual([spell?.ownerId, spell?.gained, spell?.poolId], [rep.userId, "claimed", pool.id]);
});

test("when fifty claim one lead, exactly one gets it and the others hear who", async () => {
  const pool = await make.pool();
  const lead = await make.lead({ poolId: pool.id });
  const reps = await Promise.all(Array.from({ length: 50 }, () => make.user()));

  const responses = await Promise.all(reps.map((rep) => as(rep).post(`/api/v1/leads/${lead.id}/claim`, {})));

  const won = responses.filter(({ status }) => status === 200);
  assert.equal(won.length, 1);
  for (const { status, body } of responses.filter((response) => response !== won[0])) {
    assert.equal(status, 409);
    assert.equal(body.code, "record.already_owned");
    assert.equal(body.params.owner, won[0]!.body.owner.title);
  }
});

test("the daily limit counts what was claimed, not what is still held", async () => {
  const rep = await make.user();
  const pool = await make.pool({ dailyClaims: 2 });
  const leads = await Promise.all(Array.from({ length: 4 }, () => make.lead({ poolId: pool.id })));
  const claim = (i: number) => as(rep).post(`/api/v1/leads/${leads[i]!.id}/claim`, {});
  assert.equal((await claim(0)).status, 200);
  assert.equal((await as(rep).post(`/api/v1/leads/${leads[0]!.id}/release`, { reason: "看看" })).status, 200);
  assert.equal((await claim(1)).status, 200);

  const third = await claim(2);
  later(1);
  const tomorrow = await claim(2);

  assert.equal(third.status, 409);
  assert.equal(third.body.code, "pool.daily_limit");
  assert.equal(tomorrow.status, 200);
});

test("a refused claim uses up nothing of the day's limit", async () => {
  const rep = await make.user();
  const colleague = await make.user();
  const pool = await make.pool({ dailyClaims: 1, coolDownDays: 3 });
  const [given, fresh] = [await make.lead({ poolId: pool.id, ownerId: rep.userId }), await make.lead({ poolId: pool.id })];
  const [taken] = [await make.lead({ poolId: pool.id })];
  await as(rep).post(`/api/v1/leads/${given.id}/release`, { reason: "没有需求" });
  await as(colleague).post(`/api/v1/leads/${taken.id}/claim`, {});

  const coolDown = await as(rep).post(`/api/v1/leads/${given.id}/claim`, {});
  const tooLate = await as(rep).post(`/api/v1/leads/${taken.id}/claim`, {});
  const claimed = await as(rep).post(`/api/v1/leads/${fresh.id}/claim`, {});

  assert.equal(coolDown.body.code, "pool.cool_down");
  assert.equal(tooLate.body.code, "record.already_owned");
  assert.equal(claimed.status, 200, claimed.text);
});

test("leads that were assigned or created by oneself do not count as claimed", async () => {
  const rep = await make.user();
  const pool = await make.pool({ dailyClaims: 1 });
  await as(rep).post("/api/v1/leads", { name: "自建", mobile: "13800001111" });
  await make.lead({ poolId: pool.id, ownerId: rep.userId });
  const lead = await make.lead({ poolId: pool.id });

  const response = await as(rep).post(`/api/v1/leads/${lead.id}/claim`, {});

  assert.equal(response.status, 200, response.text);
});

test("one person's claims at the same moment do not slip past the limit together", async () => {
  const rep = await make.user();
  const pool = await make.pool({ dailyClaims: 1 });
  const leads = await Promise.all(Array.from({ length: 5 }, () => make.lead({ poolId: pool.id })));

  const responses = await Promise.all(leads.map(({ id }) => as(rep).post(`/api/v1/leads/${id}/claim`, {})));

  assert.deepEqual(responses.map(({ status }) => status).sort(), [200, 409, 409, 409, 409]);
});

test("who gave a lead back waits before taking it again; a colleague need not", async () => {
  const rep = await make.user();
  const colleague = await make.user();
  const pool = await make.pool({ coolDownDays: 2 });
  const lead = await make.lead({ poolId: pool.id, ownerId: rep.userId });
  const other = await make.lead({ poolId: pool.id, ownerId: rep.userId });
  for (const { id } of [lead, other]) await as(rep).post(`/api/v1/leads/${id}/release`, { reason: "暂时没空" });

  const tooSoon = await as(rep).post(`/api/v1/leads/${lead.id}/claim`, {});
  const byColleague = await as(colleague).post(`/api/v1/leads/${lead.id}/claim`, {});
  later(2, 1);
  const inTime = await as(rep).post(`/api/v1/leads/${other.id}/claim`, {});

  assert.equal(tooSoon.body.code, "pool.cool_down");
  assert.match(tooSoon.body.title, /\d{4}-\d{2}-\d{2}/);
  assert.equal(byColleague.status, 200);
  assert.equal(inTime.status, 200);
});

test("nobody holds more than the cap; what was closed does not count", async () => {
  const rep = await make.user();
  const pool = await make.pool({ holdingCap: 2 });
  const held = await make.lead({ poolId: pool.id, ownerId: rep.userId });
  await make.lead({ poolId: pool.id, ownerId: rep.userId });
  const wanted = await make.lead({ poolId: pool.id });

  const full = await as(rep).post(`/api/v1/leads/${wanted.id}/claim`, {});
  await as(rep).post(`/api/v1/leads/${held.id}/invalidate`, { invalidReason: "noNeed" });
  const room = await as(rep).post(`/api/v1/leads/${wanted.id}/claim`, {});

  assert.equal(full.body.code, "pool.holding_cap");
  assert.equal(room.status, 200, room.text);
});

test("a lead of a pool I am no member of does not exist for me", async () => {
  const outsider = await make.user("sales", "north");
  const pool = await make.pool();
  const lead = await make.lead({ poolId: pool.id });

  const response = await as(outsider).post(`/api/v1/leads/${lead.id}/claim`, {});

  assert.equal(response.status, 404);
  assert.equal((await stored("lead", lead.id)).ownerId, null);
});

test("a pool that is switched off lets nobody take anything", async () => {
  const rep = await make.user();
  const director = await make.user("director");
  const pool = await make.pool({ enabled: false });
  const lead = await make.lead({ poolId: pool.id });

  assert.equal((await as(rep).post(`/api/v1/leads/${lead.id}/claim`, {})).status, 404);
  assert.equal((await as(director).post(`/api/v1/leads/${lead.id}/claim`, {})).body.code, "pool.disabled");
});

test("who may only read leads cannot claim one", async () => {
  const auditor = await make.user("auditor");
  const lead = await make.lead({ poolId: (await make.pool()).id });

  const response = await as(auditor).post(`/api/v1/leads/${lead.id}/claim`, {});

  assert.equal(response.status, 403);
});

test("the button knows before it is pressed that a lead has an owner", async () => {
  const director = await make.user("director");
  const lead = await make.lead({ ownerId: (await make.user()).userId });

  const response = await as(director).get(`/api/v1/leads/${lead.id}?can=true`);

  assert.equal(response.body.can.claim, "lead.owned");
});
