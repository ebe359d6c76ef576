import assert from "node:assert/strict";
import { test } from "node:test";
import { startCrmCompany } from "#test/crm-company.ts";

const { as, make, company, departments, engineWrites } = await startCrmCompany();
const boss = await make.user("director", "sales");
const head = await make.user("manager", "sales");
const rep = await make.user("sales", "east");
const colleague = await make.user("sales", "north");

async function sign(owner: typeof rep, amount: string, signedOn: string) {
  const account = await make.account({ ownerId: owner.userId });
  const made = await as(owner).post("/api/v1/contracts", { name: "合同", accountId: account.id, amount });
  const signed = await as(owner).post(`/api/v1/contracts/${made.body.id}/activate`, { signedOn });
  assert.equal(signed.status, 200, signed.text);
  return signed.body;
}

async function set(values: Record<string, unknown>, who = boss) {
  const made = await as(who).post("/api/v1/targets", { startsOn: "2026-01-15", floor: "100000", ...values });
  assert.equal(made.status, 201, made.text);
  return made.body;
}

const read = async (id: string, who = boss) => (await as(who).get(`/api/v1/targets/${id}`)).body;

test("a target knows how far its people have come, in its period and no other", async () => {
  await sign(rep, "60000", "2026-01-05");
  await sign(rep, "15000.50", "2026-02-28");
  await sign(rep, "999", "2025-12-31");
  await sign(colleague, "20000", "2026-02-01");
  const mine = await set({ ownerId: rep.userId, stretch: "150000" });
  const month = await set({ ownerId: rep.userId, period: "month", startsOn: "2026-02-10", floor: "10000" });
  const east = await set({ unit: "department", departmentId: departments.east });
  const sales = await set({ unit: "department", departmentId: departments.sales });
  const all = await set({ unit: "company" });

  assert.deepEqual([mine.startsOn, mine.endsOn, mine.name], ["2026-01-01", "2026-03-31", "sales3 2026-Q1"]);
  assert.deepEqual([mine.attained, mine.progress, mine.missing, mine.stretchProgress], ["75000.50", 75, "24999.50", 50]);
  assert.deepEqual([month.attained, month.progress, month.missing], ["15000.50", 150.01, "0.00"]);
  assert.equal(east.attained, "75000.50");
  assert.equal(sales.attained, "95000.50", "with the departments below");
  assert.deepEqual([all.name, all.attained], [`${company.name} 2026-Q1`, "95000.50"]);

  const listed = await as(boss).get("/api/v1/targets?fields=attained&limit=50");
  assert.equal(listed.body.items.find(({ id }: { id: string }) => id === mine.id).attained, "75000.50");
});

test("attainment is live", async () => {
  const goal = await set({ ownerId: colleague.userId, floor: "50000" });
  assert.equal(goal.attained, "20000.00");
  await sign(colleague, "30000", "2026-03-01");
  assert.deepEqual([(await read(goal.id)).attained, (await read(goal.id)).progress], ["50000.00", 100]);
});

test("a contract counts for the department that signed it, wherever its owner has gone since", async () => {
  const mover = await make.user("sales", "north");
  await sign(mover, "7000", "2026-03-01");
  const north = await set({ unit: "department", departmentId: departments.north, period: "month", startsOn: "2026-03-01" });
  const before = north.attained;
  await engineWrites((ctx) => ctx.records.update("user", mover.userId, { departmentId: departments.east }));

  assert.equal((await read(north.id)).attained, before);
});

test("what is handed down is added up beside the whole, and may come to more", async () => {
  const whole = await set({ unit: "company", period: "year", floor: "100000" });
  for (const [id, floor] of [
    [departments.east, "70000"],
    [departments.north, "50000"],
  ])
    await set({ unit: "department", departmentId: id, period: "year", floor, parentId: whole.id });

  const seen = await read(whole.id);
  assert.deepEqual([seen.name, seen.handedDown, seen.notHandedDown.amount], [`${company.name} 2026`, "120000.00", "-20000.00"]);
  const foreign = await as(boss).post("/api/v1/targets", {
    ...{ unit: "company", period: "year", startsOn: "2027-01-01", floor: "1", parentId: whole.id },
  });
  assert.equal(foreign.body.code, "target.not_part_of_it");
});

test("there is one target of a kind for a unit and a period", async () => {
  await set({ unit: "company", period: "month", startsOn: "2026-05-01" });
  const again = await as(boss).post("/api/v1/targets", { unit: "company", period: "month", startsOn: "2026-05-20", floor: "1" });
  assert.equal(again.status, 409, again.text);
});

test("it says what is missing, at its field", async () => {
  const post = (values: object) => as(boss).post("/api/v1/targets", { startsOn: "2026-06-01", floor: "10", ...values });
  const nobody = await post({ unit: "person", ownerId: null });
  const nowhere = await post({ unit: "department" });
  const low = await post({ unit: "company", stretch: "9" });

  assert.deepEqual([nobody.body.code, nobody.body.errors[0].field], ["target.person_missing", "ownerId"]);
  assert.equal(nowhere.body.code, "target.department_missing");
  assert.equal(low.body.code, "target.stretch_below_floor");
});

test("one sees one's own targets, one's department's and the company's; a head those below; sellers set none", async () => {
  const mine = await set({ ownerId: rep.userId, period: "month", startsOn: "2026-08-01" });
  const others = await set({ ownerId: colleague.userId, period: "month", startsOn: "2026-08-01" });
  const east = await set({ unit: "department", departmentId: departments.east, period: "month", startsOn: "2026-08-01" });
  const north = await set({ unit: "department", departmentId: departments.north, period: "month", startsOn: "2026-08-01" });
  const all = await set({ unit: "company", period: "month", startsOn: "2026-08-01" });

  const sees = async (who: typeof rep) =>
    Promise.all([mine, others, east, north, all].map(async ({ id }) => (await as(who).get(`/api/v1/targets/${id}`)).status));
  assert.deepEqual(await sees(rep), [200, 404, 200, 404, 200]);
  assert.deepEqual(await sees(head), [200, 200, 200, 200, 200]);
  assert.equal((await as(rep).post("/api/v1/targets", { startsOn: "2026-09-01", floor: "1", ownerId: rep.userId })).status, 403);
});

test("money counts for the owner it was entered for, and no more once it is reversed", async () => {
  const seller = await make.user("sales", "east");
  const clerk = await make.user("finance");
  const contract = await sign(seller, "80000", "2026-03-01");
  const goal = await set({ ownerId: seller.userId, metric: "receipts", floor: "40000" });
  const money = { payer: "甲方", accountId: contract.account.id, amount: "50000", receivedOn: "2026-03-02" };
  const receipt = await as(clerk).post("/api/v1/receipts", money);
  assert.equal(receipt.status, 201, receipt.text);
  await as(clerk).post(`/api/v1/receipts/${receipt.body.id}/confirm`, {});
  const entered = await as(clerk).post(`/api/v1/receipts/${receipt.body.id}/allocate`, {
    parts: [{ contractId: contract.id, amount: "30000" }],
  });
  assert.equal(entered.status, 200, entered.text);

  assert.deepEqual([(await read(goal.id)).attained, (await read(goal.id)).progress], ["30000.00", 75]);
  const [entry] = (await as(clerk).get("/api/v1/allocations")).body.items;
  const reversed = await as(clerk).post(`/api/v1/allocations/${entry.id}/reverse`, { reason: "记错了" });
  assert.equal(reversed.status, 200, reversed.text);
  assert.equal((await read(goal.id)).attained, "0.00");
});
