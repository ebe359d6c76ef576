import assert from "node:assert/strict";
import { test } from "node:test";
import sql from "sql-template-tag";
import { startToyCompany } from "#test/toy-company.ts";

const toys = await startToyCompany();
const mia = await toys.person({ name: "Mia" });
const noah = await toys.person({ name: "Noah" });

test("of many who reach for an ownerless record one gets it, the rest are told who", async () => {
  const { records } = await toys.as(mia);
  const widget = await records.create("widget", { name: "Pooled", ownerId: null });
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, () =>
      toys.within(mia, (ctx) => ctx.ownership.take("widget", widget.id, { ownerId: mia.userId, how: "claimed" })),
    ),
  );
  assert.equal(tries.filter((one) => one.status === "fulfilled").length, 1);
  for (const one of tries) {
    if (one.status === "fulfilled") continue;
    assert.equal(one.reason.code, "record.already_owned");
    assert.equal(one.reason.details.params.owner, "Mia");
  }
  const owned = await records.get("widget", widget.id);
  assert.equal(owned.ownerId, mia.userId);
  assert.equal(owned.ownerDepartmentId, toys.departmentId);
  assert.equal(owned.version, 2);
});

test("spells tell who held a record from when to when, how it came and how it went", async () => {
  const { records, ownership } = await toys.as(mia);
  const pool = "01900000-0000-7000-8000-000000000001";
  const widget = await records.create("widget", { name: "Wanderer" });
  toys.clock.set("2026-03-03T01:00:00Z");
  await toys.within(mia, (ctx) => ctx.ownership.transfer("widget", widget.id, { ownerId: noah.userId, how: "transferred" }));
  toys.clock.set("2026-03-04T01:00:00Z");
  await toys.within(noah, (ctx) =>
    ctx.ownership.release("widget", widget.id, { how: "released", reason: "no time", poolId: pool }),
  );

  const spells = await toys.database.query(sql`
    select owner_id as owner, from_at as "from", to_at as "to", gained, lost, reason, pool_id as pool
    from ${toys.table("ownership_spell")} where record_id = ${widget.id}::uuid order by from_at`);
  assert.deepEqual(spells, [
    {
      owner: mia.userId,
      from: "2026-03-02T01:00:00.000Z",
      to: "2026-03-03T01:00:00.000Z",
      gained: "created",
      lost: "transferred",
      reason: null,
      pool: null,
    },
    {
      owner: noah.userId,
      from: "2026-03-03T01:00:00.000Z",
      to: "2026-03-04T01:00:00.000Z",
      gained: "transferred",
      lost: "released",
      reason: "no time",
      pool,
    },
  ]);
  assert.equal(await ownership.current("widget", widget.id), null);
  assert.equal((await ownership.lastLost("widget", widget.id, noah.userId))!.reason, "no time");
  assert.equal(await ownership.gainedSince("widget", noah.userId, "transferred", new Date("2026-03-03T00:00:00Z")), 1);
  assert.equal(await ownership.holding("widget", noah.userId), 0);
});

test("an owner changed in a form is a spell too", async () => {
  const { records, ownership } = await toys.as(mia);
  const widget = await records.create("widget", { name: "By form" });
  await records.update("widget", widget.id, { ownerId: noah.userId });
  const spell = await ownership.current("widget", widget.id);
  assert.equal(spell!.ownerId, noah.userId);
  assert.equal(spell!.gained, "assigned");
});
