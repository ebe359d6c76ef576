import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import sql, { raw } from "sql-template-tag";
import type { UserActor } from "#engine/ctx.ts";
import type { AggregateAnswer, WireModel } from "#engine/wire.ts";
import { startLedger } from "#test/ledger.ts";
import { figuresOf } from "./channel-figures.ts";
import {
  type Asked,
  type Counted,
  type Dimension,
  isAsked,
  questionsOf,
  rowsOf,
  seesAllItBrought,
  type Within,
} from "./channel-questions.ts";

const { as, make, rep, finance, done, received, model, company, database } = await startLedger();
const marketer = await make.user("marketing");

const always: Within = () => undefined;
const thisYear: Within = (field) => ({ field, op: "within", value: "thisYear" });
const lastYear: Within = (field) => ({ field, op: "within", value: "lastYear" });
const shown = (part: number | null) => (part === null ? null : Math.round(part * 1000) / 10);
const pathOf = (object: string) => model.objects.get(object)!.path;

async function report(who: UserActor, by: Dimension, within: Within) {
  const known = await modelOf(who);
  const questions = Object.entries(questionsOf(by, within)).filter(([name, question]) => isAsked(known, name as Asked, question));
  const asked = questions.map(async ([name, { object, query }]) => {
    const answer = await as(who).post(`/api/v1/${pathOf(object)}/aggregate`, query);
    assert.equal(answer.status, 200, `${name}: ${answer.text}`);
    return [name, answer.body as AggregateAnswer] as const;
  });
  return figuresOf(by, Object.fromEntries(await Promise.all(asked)));
}

async function modelOf(who: UserActor) {
  const { objects } = (await as(who).get("/api/v1/model")).body as WireModel;
  return new Map(objects.map((object) => [object.name, object]));
}

async function countOf(who: UserActor, what: Counted, by: Dimension, within: Within, key?: string | null) {
  const { object, filter } = rowsOf(what, by, within, key);
  const answer = await as(who).post(`/api/v1/${pathOf(object)}/count`, filter ? { filter } : {});
  assert.equal(answer.status, 200, answer.text);
  return answer.body.count as number;
}

const chunks = <T>(all: readonly T[], size: number) =>
  Array.from({ length: Math.ceil(all.length / size) }, (_, i) => all.slice(i * size, (i + 1) * size));

async function createAll(path: string, values: readonly object[]): Promise<string[]> {
  const ids: string[] = [];
  for (const create of chunks(values, 1_000)) {
    const made = await as(rep).post(`/api/v1/${path}/batch`, { create });
    assert.equal(made.status, 200, made.text);
    for (const { ok, record } of made.body.created) ids.push(ok ? record.id : assert.fail(made.text.slice(0, 2_000)));
  }
  return ids;
}

/** People and companies as unlike each other as real ones: names that are alike are all compared as duplicates. */
const strangers = (count: number, from: string) =>
  Array.from({ length: count }, (_, i) => createHash("sha256").update(`${from} ${i}`).digest("hex").slice(0, 12));

const leadsOf = (names: readonly string[], number: string, values: object) =>
  names.map((name, i) => ({ name, mobile: `${number}${String(1_000_000 + i)}`, ownerId: rep.userId, ...values }));

/** The customers are there before the leads are converted to them, so that nobody is searched for. */
async function convertToAccounts(leads: readonly string[], names: readonly string[]): Promise<string[]> {
  const accounts = await createAll(
    "accounts",
    names.map((name) => ({ name: `${name}有限公司`, ownerId: rep.userId })),
  );
  const contacts = await createAll(
    "contacts",
    names.map((name, i) => ({ name, accountId: accounts[i] })),
  );
  for (const some of chunks([...accounts.entries()], 4)) {
    await Promise.all(
      some.map(([i, accountId]) =>
        done(rep, "leads", { id: leads[i] }, "convert", { accountId, contactId: contacts[i], createOpportunity: false }),
      ),
    );
  }
  return accounts;
}

async function onEach(path: string, verb: string, ids: readonly string[], input: object = {}): Promise<void> {
  for (const some of chunks(ids, 200)) {
    const { body, text } = await as(rep).post(`/api/v1/${path}/${verb}`, { ids: some, input });
    assert.ok(
      body.results?.every(({ ok }: { ok: boolean }) => ok),
      text.slice(0, 2_000),
    );
  }
}

test("3000 leads of a fair that became 1200 accounts, 800 deals and 260 won are shown step by step, down to the money", async () => {
  const values = { name: "上海工业博览会", channel: "exhibition", cost: "240000", startsOn: "2026-03-01" };
  const campaign = (await as(marketer).post("/api/v1/campaigns", values)).body;
  const names = strangers(3_000, "fair");
  const leads = await createAll("leads", leadsOf(names, "1366", { campaignId: campaign.id }));
  await createAll("leads", leadsOf(strangers(7, "website"), "1377", { source: "website" }));
  const accounts = await convertToAccounts(leads, names.slice(0, 1_200));
  const deal = (i: number) => ({ leadId: leads[i], accountId: accounts[i], campaignId: campaign.id });
  const deals = await createAll(
    "opportunities",
    names.slice(0, 800).map((name, i) => ({ name, amount: "10000", ownerId: rep.userId, ...deal(i) })),
  );
  await onEach("opportunities", "win", deals.slice(0, 260));
  for (const [i, id] of deals.slice(0, 3).entries()) {
    const { made } = await done(rep, "opportunities", { id }, "makeContract");
    await done(rep, "contracts", made, "activate");
    const money = await received("4000.10", { accountId: accounts[i] });
    await done(finance, "receipts", money, "allocate", { parts: [{ contractId: made.id, amount: "4000.10" }] });
  }

  const { rows } = await report(marketer, "campaign", thisYear);
  const fair = rows.find(({ key }) => key === campaign.id)!;
  assert.deepEqual(
    fair.steps.map(({ name, count, ofBefore, ofLeads, cost }) => [name, count, shown(ofBefore), shown(ofLeads), cost]),
    [
      ["lead", 3000, null, null, "80.00"],
      ["account", 1200, 40, 40, "200.00"],
      ["opportunity", 800, 66.7, 26.7, "300.00"],
      ["won", 260, 32.5, 8.7, "923.08"],
      ["contract", 3, 1.2, 0.1, "80000.00"],
    ],
  );
  assert.deepEqual([fair.title, fair.contractAmount, fair.received], ["上海工业博览会", "30000.00", "12000.30"]);
  assert.deepEqual([fair.cost, fair.returnOnCost], ["240000.00", 12_000.3 / 240_000]);

  assert.deepEqual(await bySql(campaign.id), {
    ...{ leads: 3000, accounts: 1200, opportunities: 800, won: 260, contracts: 3 },
    ...{ amount: "30000.00", received: "12000.30", cost: "240000.00" },
  });
  for (const { name, count } of fair.steps)
    assert.equal(await countOf(marketer, name, "campaign", thisYear, campaign.id), count, name);
  assert.equal(await countOf(marketer, "received", "campaign", thisYear, campaign.id), 3);
  assert.equal(await countOf(marketer, "cost", "campaign", thisYear, campaign.id), 1);
});

test("by channel the fair's leads stand under its channel, with its cost; all together stand below", async () => {
  const { rows, total } = await report(marketer, "channel", always);
  const counts = Object.fromEntries(rows.map(({ key, steps, cost }) => [key, [...steps.map(({ count }) => count), cost]]));

  assert.deepEqual(counts, {
    exhibition: [3000, 1200, 800, 260, 3, "240000.00"],
    website: [7, 0, 0, 0, 0, null],
  });
  assert.deepEqual([total.steps[0]!.count, total.steps[1]!.count, total.cost], [3007, 1200, "240000.00"]);
  for (const { name, count } of total.steps) assert.equal(await countOf(marketer, name, "channel", always), count, name);
});

test("leads of another year, and what came of them, are not in it", async () => {
  const { rows, total } = await report(marketer, "channel", lastYear);

  assert.deepEqual(rows, []);
  assert.deepEqual([total.steps.map(({ count }) => count), total.received, total.cost], [[0, 0, 0, 0, 0], "0.00", null]);
});

test("everybody sees the figures of what he may see", async () => {
  const stranger = await make.user("sales", "north");
  const { total } = await report(stranger, "channel", always);

  assert.deepEqual(
    total.steps.map(({ count }) => count),
    [0, 0, 0, 0, 0],
  );
  assert.equal(total.received, "0.00");
});

test("costs are set against leads only for those who see all that they brought", async () => {
  const director = await make.user("director");
  const manager = await make.user("manager");
  for (const who of [marketer, director]) {
    assert.equal(seesAllItBrought(await modelOf(who)), true);
    assert.equal((await report(who, "channel", always)).total.cost, "240000.00");
  }
  for (const who of [rep, manager]) {
    assert.equal(seesAllItBrought(await modelOf(who)), false);
    const { rows, total } = await report(who, "channel", always);
    assert.equal(total.steps[0]!.count, 3007, "he sees every lead there is, but nobody said that he would");
    assert.deepEqual(
      new Set([total, ...rows].flatMap(({ cost, steps }) => [cost, ...steps.map((step) => step.cost)])),
      new Set([null]),
    );
  }
});

/** The same figures as somebody would work them out who trusts no report. */
async function bySql(campaignId: string) {
  const schema = raw(`"${company.schema}"`);
  const [row] = await database.query(sql`
    with l as (select * from ${schema}.lead where campaign_id = ${campaignId} and deleted_at is null),
      o as (select o.* from ${schema}.opportunity o join l on l.id = o.lead_id where o.deleted_at is null),
      k as (select k.* from ${schema}.contract k join o on o.id = k.opportunity_id
            where k.deleted_at is null and k.status not in ('draft', 'void'))
    select (select count(*) from l)::int as leads, (select count(distinct account_id) from l)::int as accounts,
      (select count(*) from o)::int as opportunities, (select count(*) from o where status = 'won')::int as won,
      (select count(*) from k)::int as contracts, (select round(sum(amount), 2) from k) as amount,
      (select round(sum(a.settled), 2) from ${schema}.allocation a join k on k.id = a.contract_id) as received,
      (select round(cost, 2) from ${schema}.campaign where id = ${campaignId}) as cost`);
  return row;
}
