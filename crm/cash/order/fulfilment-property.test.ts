import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import sql from "sql-template-tag";
import { examine } from "#engine/doctor/examine.ts";
import { PIECE, startFulfilment, type Trade } from "#test/fulfilment.ts";
import type { Deed, Goods, Order, Picture, Term, World } from "#test/reference-fulfilment.ts";
import * as reference from "#test/reference-fulfilment.ts";

/*
 * Random deeds on orders, deliveries and returns, beside the same on plain objects: what one refuses the other refuses, and every
 * quantity and every amount is the same. What people do at the same moment comes to what it comes to in some order, one by one.
 */

const RUNS = 180;
const RUNS_TOGETHER = 60;
const RUSHES_OF_A_KIND = 5;
const LANES = 4;
const STORIES_OF_A_TRADE = 6;
const SEED = Number(process.env.KEHAI_TEST_SEED ?? 20_260_302);

const { database, engineWrites, newTrade, isDone, pictureOf } = await startFulfilment();

const term: fc.Arbitrary<Term> = fc.record({
  quantity: fc.oneof(fc.constantFrom(1, PIECE, 3 * PIECE, 7 * PIECE), fc.integer({ min: 1, max: 8 * PIECE })),
  price: fc.oneof(fc.constantFrom(2_000, 10_000, 333_333, 33_333_333, 66_666_667), fc.integer({ min: 1, max: 99_999_999 })),
  discount: fc.constantFrom(0, 0, 0, 1_250, 3_333, 9_999),
  taxRate: fc.constantFrom(1_300, 1_300, 600, 100, 0),
});
const terms = fc.sample(fc.array(term, { minLength: 3, maxLength: 3 }), { numRuns: 500, seed: SEED });

/** Every third contract states its prices without tax. */
const newTradeAt = (at: number) => newTrade(terms[at % terms.length]!, at % 3 !== 0);

type Step = { verb: Deed["verb"]; who: number; order: number; paper: number; mask: number; share: number; quantity: number };

const OFTEN = ["deliver", "deliver", "deliver", "deliver", "send", "send", "takeBack", "takeBack", "takeBack"] as const;
const NOW_AND_THEN = [
  "makeOrder",
  "makeOrder",
  "confirm",
  "confirm",
  "confirm",
  "sign",
  "unsend",
  "correct",
  "ask",
  "ask",
] as const;
const SELDOM = ["receive", "receive", "refuse", "withdraw", "cancel", "reopen", "drop", "resize"] as const;
const AT_ONCE = [
  ...OFTEN,
  "sign",
  "unsend",
  "unsend",
  "correct",
  "ask",
  "receive",
  "receive",
  "cancel",
  "reopen",
  "makeOrder",
] as const;

const stepOf = (verbs: readonly Deed["verb"][]): fc.Arbitrary<Step> =>
  fc.record({
    verb: fc.constantFrom(...verbs),
    who: fc.nat(2),
    order: fc.nat(),
    paper: fc.nat(),
    mask: fc.nat(7),
    share: fc.nat(6),
    quantity: fc.integer({ min: 1, max: 4 * PIECE }),
  });

const FITS: Partial<Record<Deed["verb"], readonly ReturnType<typeof reference.statusOf>[]>> = {
  confirm: ["draft"],
  resize: ["draft"],
  drop: ["draft"],
  reopen: ["confirmed"],
  deliver: ["confirmed", "partly"],
  send: ["confirmed", "partly"],
  cancel: ["confirmed", "partly"],
  takeBack: ["partly", "delivered"],
  ask: ["partly", "delivered"],
  receive: ["partly", "delivered"],
  sign: ["partly", "delivered"],
  unsend: ["partly", "delivered"],
  correct: ["partly", "delivered"],
};

const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % Math.max(list.length, 1)];

/** The step as a deed on what there is in the world now, or null when there is nothing to do it to. */
function deedOf(world: World, step: Step, tag: string): Deed | null {
  const { verb, quantity } = step;
  const fitting = world.orders.filter((each) => FITS[verb]?.includes(reference.statusOf(each)));
  // Mostly where it may be done; what is refused everywhere proves little.
  const order = pick(fitting.length > 0 && step.order % 5 > 0 ? fitting : world.orders, step.order);
  const left = world.terms.map((each, at) => each.quantity - reference.orderedOf(world, at));
  if (verb === "makeOrder" || order === undefined) return { verb: "makeOrder", tag, ...chosen(step, left) };
  const places = [...order.lines.keys()];
  switch (verb) {
    case "resize":
      return { verb, order: order.tag, line: step.mask % places.length, quantity };
    case "deliver":
      return { verb, order: order.tag, tag, ...chosen(step, remaining(order)) };
    case "takeBack":
      return { verb, order: order.tag, tag, ...chosen(step, kept(order)) };
    case "send":
      return { verb, order: order.tag, tag, goods: someOf(step, remaining(order)) };
    case "ask":
      return { verb, order: order.tag, tag, goods: someOf(step, kept(order)) };
    case "sign":
    case "unsend":
    case "correct": {
      const delivery = pick(order.deliveries, step.paper);
      if (delivery === undefined) return null;
      // To what it says already is no correction.
      const other = quantity === delivery.goods[0]!.quantity ? quantity + 1 : quantity;
      return { verb, order: order.tag, delivery: delivery.tag, quantity: other };
    }
    case "receive":
    case "refuse":
    case "withdraw": {
      const returned = pick(order.returns, step.paper);
      return returned === undefined ? null : { verb, order: order.tag, returned: returned.tag };
    }
    default:
      return { verb, order: order.tag };
  }
}

const remaining = (order: Order) => [...order.lines.keys()].map((line) => reference.remainingOf(order, line));
const kept = (order: Order) => [...order.lines.keys()].map((line) => reference.keptOf(order, line));

/** All there is when nothing is chosen. */
const chosen = (step: Step, left: readonly number[]): { goods?: Goods[] } =>
  step.mask === 0 ? {} : { goods: someOf(step, left) };

/** A third of what is left, all of it, a little more or next to nothing: that is where the bounds and the odd cents are. */
function someOf({ mask, share, quantity }: Step, left: readonly number[]): Goods[] {
  const places = [...left.keys()].filter((line) => (mask >> line) & 1);
  return (places.length > 0 ? places : [0]).map((line) => {
    const all = left[line]!;
    const wanted = [all, Math.floor(all / 3), Math.floor(all / 3), Math.floor(all / 2), all + 1, 1, quantity][share]!;
    return { line, quantity: Math.max(wanted, 1) };
  });
}

/** What holds whatever has been done, by whoever's reckoning. */
function assertSound({ orders }: Picture, story: string): void {
  for (const { status, sums, lines, returns } of Object.values(orders)) {
    const worths = [...sums, ...Object.values(returns).map(({ worth }) => worth ?? 0)];
    assert.ok(
      worths.every((worth) => worth >= 0),
      `an amount below nothing after ${story}`,
    );
    for (const { quantities, amounts } of lines) {
      const [quantity, delivered, returned, remaining] = quantities as [number, number, number, number];
      const [amount, deliveredAmount, returnedAmount] = amounts as [number, number, number];
      assert.ok(returned >= 0 && returned <= delivered && delivered <= quantity && remaining >= 0, `too much after ${story}`);
      if (remaining === 0)
        assert.equal(deliveredAmount + returnedAmount, amount, `all of it, but not all its amount, after ${story}`);
      if (delivered === returned) assert.equal(deliveredAmount, 0, `nothing kept, but worth something, after ${story}`);
      if (status === "cancelled" || status === "delivered") assert.equal(remaining, 0, `over, but not all gone, after ${story}`);
    }
  }
}

/** Runs the stories in several lanes, some in a row about one contract; which is about which does not depend on who is faster. */
async function inLanes(stories: readonly Step[][], tell: (trade: Trade, steps: Step[], name: string) => Promise<void>) {
  let next = 0;
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (let from = next; from < stories.length; from = next) {
        next += STORIES_OF_A_TRADE;
        const trade = await newTradeAt(from / STORIES_OF_A_TRADE);
        for (const [at, story] of stories.slice(from, from + STORIES_OF_A_TRADE).entries())
          await tell(trade, story, `${from + at}`);
      }
    }),
  );
}

const counted = { done: 0, refused: 0 };

async function oneByOne(trade: Trade, steps: readonly Step[], name: string): Promise<Deed[]> {
  const story: Deed[] = [];
  for (const [at, step] of steps.entries()) {
    const deed = deedOf(trade.world, step, `${name}.${at}`);
    if (deed === null) continue;
    story.push(deed);
    const before = JSON.stringify(trade.world);
    const done = await isDone(trade, deed, step.who);
    assert.equal(done, reference.does(trade.world, deed), `${JSON.stringify(deed)} in ${before}`);
    counted[done ? "done" : "refused"] += 1;
  }
  return story;
}

test(`${RUNS} random stories of orders, deliveries and returns come to the piece and to the cent`, async () => {
  const steps = fc.array(stepOf([...OFTEN, ...NOW_AND_THEN, ...SELDOM]), { minLength: 3, maxLength: 8 });

  await inLanes(fc.sample(steps, { numRuns: RUNS, seed: SEED }), async (trade, each, name) => {
    const before = JSON.stringify(trade.world);
    const story = await oneByOne(trade, each, name);
    const stored = await pictureOf(trade);
    assert.deepEqual(stored, reference.pictureOf(trade.world), `${JSON.stringify(story)} in ${before}`);
    assertSound(stored, `${JSON.stringify(story)} in ${before}`);
  });

  assert.ok(counted.done > RUNS && counted.refused > RUNS / 4, JSON.stringify(counted));
});

test("what people do to one order at once comes to what it comes to one by one, and the doctor finds every sum right", async () => {
  const together = fc.tuple(
    fc.array(stepOf([...OFTEN, ...NOW_AND_THEN]), { minLength: 4, maxLength: 6 }),
    fc.array(stepOf(AT_ONCE), { minLength: 3, maxLength: 5 }),
    fc.nat(),
  );
  const rounds = fc.sample(together, { numRuns: RUNS_TOGETHER, seed: SEED });
  const before = await deadlocks();

  await inLanes(
    rounds.map(([first]) => first),
    async (trade, first, name) => {
      await oneByOne(trade, first, name);
      const [, steps, order] = rounds[Number(name)]!;
      const deeds = steps.map((step, at) => deedOf(trade.world, { ...step, order }, `${name}+${at}`));
      await atOnce(
        trade,
        deeds.filter((deed) => deed !== null),
      );
    },
  );

  assert.deepEqual(await engineWrites(examine), []);
  assert.equal((await deadlocks()) - before, 0);
});

type Rush = { name: string; deeds: (order: string) => Deed[]; mayBe: (done: readonly boolean[]) => boolean };

const times = (done: readonly boolean[]) => done.filter(Boolean).length;

/** What is done to an order of which a third of the first line has been delivered, and asked to come back. */
const RUSHES: readonly Rush[] = [
  {
    name: "of four who deliver the last pieces at once, one does",
    deeds: (order) => ["a", "b", "c", "d"].map((tag) => ({ verb: "deliver", order, tag })),
    mayBe: (done) => times(done) === 1,
  },
  {
    name: "goods that are delivered, sent by hand, taken back and cancelled at once are counted once",
    deeds: (order) => [
      { verb: "deliver", order, tag: "a" },
      { verb: "send", order, tag: "b", goods: [{ line: 0, quantity: 1 }] },
      { verb: "takeBack", order, tag: "c" },
      { verb: "cancel", order },
    ],
    // Either it was all delivered, or the rest cancelled.
    mayBe: ([delivered, , takenBack, cancelled]) => takenBack === true && delivered !== cancelled,
  },
  {
    name: "a delivery that is undone, signed for and corrected while its goods come back either stands or does not",
    deeds: (order) => [
      { verb: "unsend", order, delivery: "sent" },
      { verb: "sign", order, delivery: "sent" },
      { verb: "correct", order, delivery: "sent", quantity: 2 },
      { verb: "takeBack", order, tag: "a" },
    ],
    mayBe: ([undone, signed, , takenBack]) => undone !== signed && undone !== takenBack,
  },
  {
    name: "a return that three people receive and one refuses is decided once",
    deeds: (order) => [
      ...[1, 2, 3].map((): Deed => ({ verb: "receive", order, returned: "asked" })),
      { verb: "refuse", order, returned: "asked" },
    ],
    mayBe: (done) => times(done) === 1,
  },
];

for (const { name, deeds, mayBe } of RUSHES)
  test(name, async () => {
    for (let at = 0; at < RUSHES_OF_A_KIND; at++) {
      const trade = await newTradeAt(at);
      const goods = [{ line: 0, quantity: Math.ceil(trade.world.terms[0]!.quantity / 3) }];
      for (const deed of [
        { verb: "makeOrder", tag: "order" },
        { verb: "confirm", order: "order" },
        { verb: "deliver", order: "order", tag: "sent", goods },
        { verb: "ask", order: "order", tag: "asked", goods },
      ] satisfies Deed[])
        assert.deepEqual([await isDone(trade, deed, 2), reference.does(trade.world, deed)], [true, true]);
      const done = await atOnce(trade, deeds("order"));
      assert.ok(mayBe(done), `${done}`);
    }
    assert.deepEqual(await engineWrites(examine), []);
  });

/** Has every deed done by somebody at the same moment; the world is then what one of their orders leaves. */
async function atOnce(trade: Trade, deeds: readonly Deed[]): Promise<boolean[]> {
  // What somebody else has taken away is not found.
  const done = await Promise.all(deeds.map((deed, at) => isDone(trade, deed, at, [404, 409])));
  const stored = await pictureOf(trade);
  const before = JSON.stringify(trade.world);
  const story = `${JSON.stringify(deeds.map((deed, at) => ({ ...deed, done: done[at] })))} in ${before}`;
  assertSound(stored, story);
  const world = inSomeOrder(
    trade.world,
    deeds.map((deed, at) => ({ deed, done: done[at]! })),
    stored,
  );
  assert.ok(world !== null, `no order of ${story} comes to ${JSON.stringify(stored)}`);
  trade.world = world;
  return done;
}

type Done = { deed: Deed; done: boolean };

/** The world after the deeds one by one, in an order in which each is done or refused as it was and all is as it is stored. */
function inSomeOrder(world: World, deeds: readonly Done[], stored: Picture): World | null {
  if (deeds.length === 0) return isDeepStrictEqual(reference.pictureOf(world), stored) ? world : null;
  for (const { deed, done } of deeds) {
    const tried = structuredClone(world);
    if (reference.does(tried, deed) !== done) continue;
    const rest = deeds.filter((each) => each.deed !== deed);
    const found = inSomeOrder(tried, rest, stored);
    if (found !== null) return found;
  }
  return null;
}

async function deadlocks(): Promise<number> {
  const [row] = await database.query<{ deadlocks: number }>(sql`
    select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()`);
  return row!.deadlocks;
}
