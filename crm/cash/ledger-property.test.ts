import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import sql from "sql-template-tag";
import { examine } from "#engine/doctor/examine.ts";
import { AppError } from "#engine/errors.ts";
import type { AnyRecord } from "#engine/object.ts";
import { startLedger } from "#test/ledger.ts";
import type { Contract, Entry, Plan, Receipt, World } from "#test/reference-ledger.ts";
import * as reference from "#test/reference-ledger.ts";

/* Random sequences against a ledger of plain objects: what one refuses the other refuses, and every sum is the same to the cent. */

const RUNS = 2_000;
const LANES = 6;
const RUNS_TOGETHER = 200;
const SEED = Number(process.env.KEHAI_TEST_SEED ?? 20_260_302);

const { database, engineWrites, within, finance, rep, add } = await startLedger();

const yuan = (cents: number) => (cents / 100).toFixed(2);
const cents = (amount: string) => Math.round(Number(amount) * 100);
type Owned = World & { accountId: string };

/** A customer with two contracts of three instalments each, and money in two currencies. */
async function newWorld(): Promise<Owned> {
  const account = await add("account", { name: `客户${++count}`, ownerId: rep.userId });
  const contracts: Contract[] = [];
  for (const [at, amounts] of [
    [1, [10_000, 25_050, 5_001]],
    [4, [33_333, 33_333, 33_334]],
  ] as const) {
    const amount = amounts.reduce((total: number, each) => total + each, 0);
    const said = { name: "合同", accountId: account.id, ownerId: rep.userId, amount: yuan(amount) };
    const { id } = await add("contract", said);
    const plans: Plan[] = [];
    for (const [i, each] of amounts.entries()) {
      const plan = await add("paymentPlan", { contractId: id, amount: yuan(each), dueOn: `2026-0${at + i}-01` });
      plans.push({ id: plan.id, amount: each, isVoid: false });
    }
    await perform("contract", "activate", id, {});
    contracts.push({ id, amount, over: 0, plans });
  }
  const world = { accountId: account.id, contracts, receipts: [] };
  for (const [amount, rate] of [
    [30_000, 1],
    [60_001, 1],
    [5_000, 7.13],
  ] as const)
    await receive(world, amount, rate);
  return world;
}
let count = 0;

async function receive(world: Owned, amount: number, rate: number): Promise<void> {
  const said = { accountId: world.accountId, amount: yuan(amount), ownerId: finance.userId, receivedOn: "2026-03-02" };
  const { id } = await add("receipt", rate === 1 ? said : { ...said, currency: "USD", rate: String(rate) });
  await perform("receipt", "confirm", id, {});
  world.receipts.push({ id, amount, rate, isVoid: false, entries: [] });
}

const perform = (object: string, verb: string, id: string, input: unknown) =>
  within(finance, (ctx) => ctx.records.perform(object, verb, id, input));

/** True when it was done, false when it was refused; anything else is a bug. */
async function isDone(object: string, verb: string, id: string, input: unknown): Promise<boolean> {
  try {
    await perform(object, verb, id, input);
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 409) throw error;
    return false;
  }
}

type Step = { verb: string; receipt: number; target: number; amount: number; share: number };

const step: fc.Arbitrary<Step> = fc.record({
  verb: fc.constantFrom(
    ...["allocate", "allocate", "allocate", "match", "prepay", "applyPrepayment", "refund"],
    ...["reverse", "reverse", "void", "amend", "voidPlan", "allowOver", "receive"],
  ),
  receipt: fc.nat(),
  target: fc.nat(),
  amount: fc.integer({ min: 1, max: 40_000 }),
  share: fc.integer({ min: 0, max: 3 }),
});

const pick = <T>(list: readonly T[], at: number): T => list[at % list.length]!;
const targetsOf = ({ contracts }: World): (Contract | Plan)[] => contracts.flatMap((contract) => [contract, ...contract.plans]);
const isContract = (target: Contract | Plan): target is Contract => "plans" in target;
const part = (target: Contract | Plan, amount: number) =>
  isContract(target) ? { contractId: target.id, amount: yuan(amount) } : { paymentPlanId: target.id, amount: yuan(amount) };

/** A step with the records it is about. */
function meant(world: World, { verb, receipt: at, target: which, amount: some, share }: Step) {
  const receipt = pick(world.receipts, at);
  const contract = pick(world.contracts, which);
  // Exactly what is left is where the bounds are.
  const left = reference.unallocated(receipt);
  const amount = left > 0 && share < 2 ? left + share : some;
  const plan = pick(contract.plans, at);
  return { verb, receipt, contract, plan, target: pick(targetsOf(world), which), which, some, amount, share };
}

async function inProduct(world: Owned, step: Step): Promise<boolean> {
  const { verb, receipt, contract, plan, target, which, some, amount } = meant(world, step);
  switch (verb) {
    case "allocate":
      return await isDone("receipt", "allocate", receipt.id, { parts: [part(target, amount)] });
    case "prepay":
      return await isDone("receipt", "allocate", receipt.id, { parts: [{ prepayment: true, amount: yuan(amount) }] });
    case "applyPrepayment":
      return await isDone("receipt", "applyPrepayment", receipt.id, { parts: [part(target, some)] });
    case "match":
      return await isDone("receipt", "match", receipt.id, {});
    case "refund":
      return await isDone("receipt", "refund", receipt.id, { amount: yuan(amount), reason: "退款" });
    case "reverse": {
      const entries = await entriesOf(receipt);
      return entries.length > 0 && (await isDone("allocation", "reverse", pick(entries, which).id, { reason: "红冲" }));
    }
    case "void":
      return await isDone("receipt", "void", receipt.id, { reason: "作废" });
    case "amend":
      return await isDone("contract", "amend", contract.id, { amount: yuan(some * 3), signedOn: "2026-03-02", reason: "变更" });
    case "voidPlan":
      return await isDone("paymentPlan", "void", plan.id, { reason: "折让" });
    default:
      return await isDone("contract", "allowOver", contract.id, { amount: yuan(some), reason: "多付" });
  }
}

function inReference(world: Owned, step: Step): boolean {
  const { verb, receipt, contract, plan, target, which, some, amount } = meant(world, step);
  switch (verb) {
    case "allocate":
      return reference.allocate(world, receipt, target, amount);
    case "prepay":
      return reference.allocate(world, receipt, null, amount);
    case "applyPrepayment":
      return reference.applyPrepayment(world, receipt, target, some);
    case "match":
      return reference.match(world, receipt);
    case "refund":
      return reference.refund(receipt, amount);
    case "reverse":
      return reference.reverse(receipt, which % Math.max(receipt.entries.length, 1));
    case "void":
      return reference.voidReceipt(receipt);
    case "amend":
      return reference.amend(world, contract, some * 3);
    case "voidPlan":
      return reference.voidPlan(world, plan);
    default:
      return reference.allowOver(world, contract, some);
  }
}

async function entriesOf({ id }: Receipt) {
  const filter = { field: "receipt", op: "eq", value: id } as const;
  return await engineWrites((ctx) => ctx.records.find("allocation", { filter, sort: "createdAt", limit: 1_000 }));
}

/** Every sum of the world as the product has stored it, beside what it must be. */
async function compare(world: Owned, story: unknown): Promise<void> {
  const filter = { field: "account", op: "eq", value: world.accountId } as const;
  const [contracts, plans, receipts] = await engineWrites((ctx) =>
    Promise.all(["contract", "paymentPlan", "receipt"].map((name) => ctx.records.find(name, { filter, limit: 1_000 }))),
  );
  const by = (records: readonly { id: string }[]) => new Map(records.map((record) => [record.id, record as Record<string, any>]));
  const [stored, laid, came] = [by(contracts!), by(plans!), by(receipts!)];
  for (const contract of world.contracts) {
    const { amount, received, outstanding, planned } = stored.get(contract.id)!;
    const due = reference.receivedBy(world, contract);
    assert.deepEqual(
      [amount, received, outstanding, planned].map(cents),
      [contract.amount, due, contract.amount - due, reference.planned(world, contract)],
      `contract after ${JSON.stringify(story)}`,
    );
    for (const plan of contract.plans) {
      const now = laid.get(plan.id)!;
      assert.deepEqual(
        [cents(now.amount), cents(now.received), cents(now.outstanding), now.phase],
        [plan.amount, reference.receivedBy(world, plan), reference.outstanding(world, plan), reference.phase(world, plan)],
        `instalment after ${JSON.stringify(story)}`,
      );
    }
  }
  for (const receipt of world.receipts) {
    const now = came.get(receipt.id)!;
    const refunded = reference.ofKind(receipt, "refund");
    assert.deepEqual(
      [now.allocated, now.prepaid, now.refunded, now.unallocated].map(cents),
      [
        reference.ofKind(receipt, "instalment", "contract"),
        reference.ofKind(receipt, "prepayment"),
        refunded,
        reference.unallocated(receipt),
      ],
      `receipt after ${JSON.stringify(story)}`,
    );
    assert.equal(now.status, receipt.isVoid ? "void" : refunded === receipt.amount ? "refunded" : "confirmed");
  }
}

/** Runs the stories in several lanes, each about a world of its own that lives on from story to story. */
async function inLanes(stories: readonly Step[][], tell: (world: Owned, steps: Step[]) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      let world = await newWorld();
      for (let told = 1; next < stories.length; told++) {
        await tell(world, stories[next++]!);
        // An old world has little left to happen.
        if (told % 40 === 0) world = await newWorld();
      }
    }),
  );
}

test(`${RUNS} random stories of contracts, receipts, allocations, refunds and reversals come to the cent`, async () => {
  const stories = fc.sample(fc.array(step, { minLength: 1, maxLength: 4 }), { numRuns: RUNS, seed: SEED });
  const counted = { done: 0, refused: 0 };

  await inLanes(stories, async (world, steps) => {
    for (const one of steps) {
      if (one.verb === "receive") await receive(world, one.amount, one.share === 3 ? 7.13 : 1);
      else {
        const done = await inProduct(world, one);
        assert.equal(done, inReference(world, one), `${JSON.stringify(one)} of ${JSON.stringify(steps)}`);
        counted[done ? "done" : "refused"] += 1;
      }
    }
    await compare(world, steps);
  });

  assert.ok(counted.done > RUNS / 2 && counted.refused > RUNS / 4, JSON.stringify(counted));
});

test("people who work on one customer's money at once give out no cent twice and never wait for each other in a circle", async () => {
  const verbs = ["allocate", "prepay", "refund", "reverse"];
  const together = fc.array(
    step.filter(({ verb }) => verbs.includes(verb)),
    { minLength: 3, maxLength: 6 },
  );
  const before = await deadlocks();

  await inLanes(fc.sample(together, { numRuns: RUNS_TOGETHER, seed: SEED }), async (world, steps) => {
    const index = await Promise.all(world.receipts.map(entriesOf));
    const done = await Promise.all(steps.map((one) => tryTogether(world, one, index)));
    // In whatever order they came, what was acknowledged adds up.
    for (const follow of done) follow?.();
    await compare(world, steps);
  });

  assert.equal((await deadlocks()) - before, 0);
});

test("whatever is changed, received, given out and taken back at once, the doctor finds every sum right", async () => {
  const anything = fc.array(
    step.filter(({ verb }) => verb !== "receive"),
    { minLength: 4, maxLength: 8 },
  );
  const before = await deadlocks();

  await inLanes(fc.sample(anything, { numRuns: RUNS_TOGETHER, seed: SEED }), async (world, steps) => {
    await Promise.all(steps.map((one) => inProduct(world, one)));
  });

  assert.deepEqual(await engineWrites(examine), []);
  assert.equal((await deadlocks()) - before, 0);
});

/** Answers how the reference is to follow once everybody is done, or null when the step was refused. */
async function tryTogether(world: Owned, one: Step, index: readonly AnyRecord[][]): Promise<(() => void) | null> {
  const receipt = pick(world.receipts, one.receipt);
  const target = pick(targetsOf(world), one.target);
  const book = (entry: Partial<Entry>) => () =>
    void receipt.entries.push({
      ...{ kind: "refund", amount: one.amount, settled: one.amount, reversed: false, isReversal: false },
      ...entry,
    });
  if (one.verb === "refund") {
    const input = { amount: yuan(one.amount), reason: "退款" };
    return (await isDone("receipt", "refund", receipt.id, input)) ? book({}) : null;
  }
  if (one.verb === "reverse") {
    const entries = index[world.receipts.indexOf(receipt)]!;
    const found = entries[one.target % Math.max(entries.length, 1)];
    if (found === undefined || !(await isDone("allocation", "reverse", found.id, { reason: "红冲" }))) return null;
    return () => reverseAs(receipt, found);
  }
  const parts = one.verb === "prepay" ? [{ prepayment: true, amount: yuan(one.amount) }] : [part(target, one.amount)];
  if (!(await isDone("receipt", "allocate", receipt.id, { parts }))) return null;
  if (one.verb === "prepay") return book({ kind: "prepayment" });
  const contract = world.contracts.find((each) => each === target || each.plans.includes(target as Plan))!;
  const settled = reference.settles(one.amount, receipt.rate);
  return book(
    isContract(target) ? { kind: "contract", contract, settled } : { kind: "instalment", contract, plan: target, settled },
  );
}

/** Entries of one round have no order of their own; such as are alike are as good as each other. */
function reverseAs(receipt: Receipt, found: AnyRecord): void {
  const entry = receipt.entries.find(
    ({ kind, amount, contract, plan, reversed, isReversal }) =>
      !reversed &&
      !isReversal &&
      kind === found.kind &&
      amount === cents(found.amount) &&
      (contract?.id ?? null) === found.contractId &&
      (plan?.id ?? null) === found.paymentPlanId,
  )!;
  entry.reversed = true;
  receipt.entries.push({ ...entry, amount: -entry.amount, settled: -entry.settled, isReversal: true });
}

async function deadlocks(): Promise<number> {
  const [row] = await database.query<{ deadlocks: number }>(sql`
    select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()`);
  return row!.deadlocks;
}
