import assert from "node:assert/strict";
import test from "node:test";
import Big from "big.js";
import fc from "fast-check";
import { examine } from "#engine/doctor/examine.ts";
import { AppError } from "#engine/errors.ts";
import { startCrmCompany } from "#test/crm-company.ts";

const { make, engineWrites, within, stored, add } = await startCrmCompany();
const account = await make.account();
const rep = await make.user();

/** A line as a careful clerk keeps it with pencil and paper. */
type Kept = { id: string; price: string; quantity: Big; amount: Big; delivered: Big; returned: Big; returnedAmount: Big };

const cents = (value: Big) => value.round(2, Big.roundHalfUp);
const partOf = ({ amount, quantity }: Kept, part: Big) => (quantity.eq(0) ? Big(0) : cents(amount.times(part).div(quantity)));
const deliveredAmount = (line: Kept) => partOf(line, line.delivered).minus(line.returnedAmount);

const STEPS = {
  deliver(line: Kept, quantity: Big): boolean {
    if (line.delivered.plus(quantity).gt(line.quantity)) return false;
    line.delivered = line.delivered.plus(quantity);
    return true;
  },
  takeBack(line: Kept, quantity: Big): boolean {
    const kept = line.delivered.minus(line.returned).minus(quantity);
    if (kept.lt(0)) return false;
    const less = deliveredAmount(line).minus(partOf(line, kept));
    const loss = less.lt(0) ? Big(0) : less;
    Object.assign(line, { returned: line.returned.plus(quantity), returnedAmount: line.returnedAmount.plus(loss) });
    return true;
  },
};

/** What has left is worth its price, and never less than what has come back of it was given credit for, nor more if all has. */
function worthOf({ delivered, returned, price, returnedAmount }: Kept): Big {
  if (returned.gt(0) && returned.eq(delivered)) return returnedAmount;
  const worth = cents(delivered.times(price));
  return worth.lt(returnedAmount) ? returnedAmount : worth;
}

function cancel(lines: readonly Kept[]): boolean {
  if (lines.every(({ quantity, delivered }) => quantity.eq(delivered))) return false;
  for (const line of lines) Object.assign(line, { quantity: line.delivered, amount: worthOf(line) });
  return true;
}

const aStep = fc.record({
  verb: fc.constantFrom("deliver", "deliver", "deliver", "takeBack", "takeBack", "cancel"),
  line: fc.nat(1),
  quantity: fc.integer({ min: 1, max: 40 }).map((tenths) => Big(tenths).div(10)),
});
const aLine = fc.record({
  price: fc.integer({ min: 1, max: 99_999_999 }).map((millionths) => Big(millionths).div(1_000_000).toFixed()),
  quantity: fc.integer({ min: 1, max: 80 }).map((tenths) => Big(tenths).div(10)),
});

async function placed(lines: readonly { price: string; quantity: Big }[]) {
  const order = await add("order", { accountId: account.id, ownerId: rep.userId });
  const kept: Kept[] = [];
  for (const { price, quantity } of lines) {
    const { id } = await add("orderLine", { orderId: order.id, name: "货物", price, quantity: quantity.toNumber() });
    const none = { delivered: Big(0), returned: Big(0), returnedAmount: Big(0) };
    kept.push({ id, price, quantity, amount: cents(quantity.times(price)), ...none });
  }
  await perform(order.id, "confirm", {});
  return { id: order.id as string, kept };
}

/** Whether the verb was done, or refused for a reason it states. */
async function perform(id: string, verb: string, input: object): Promise<boolean> {
  try {
    await engineWrites(({ records }) => records.perform("order", verb, id, input));
    return true;
  } catch (error) {
    if (error instanceof AppError && /^order(Line)?\./.test(error.code)) return false;
    throw error;
  }
}

function inputOf(verb: string, { id: lineId }: Kept, quantity: Big): object {
  const chosen = { lines: [{ lineId, quantity: quantity.toNumber() }] };
  if (verb === "cancel") return { reason: "改期" };
  return verb === "takeBack" ? { ...chosen, reason: "other" } : chosen;
}

async function compare(id: string, kept: readonly Kept[]): Promise<void> {
  const sum = (of: (line: Kept) => Big) => kept.reduce((total, line) => total.plus(of(line)), Big(0)).toFixed(2);
  const { amount, deliveredAmount: delivered, returnedAmount, openAmount } = await stored("order", id);
  assert.deepEqual(
    { amount, delivered, returnedAmount },
    { amount: sum((line) => line.amount), delivered: sum(deliveredAmount), returnedAmount: sum((line) => line.returnedAmount) },
  );
  assert.ok(Big(delivered).gte(0), delivered);
  assert.equal(Big(delivered).plus(returnedAmount).plus(openAmount).toFixed(2), amount);
}

/** 3 × 0.002 is 0.01, and so are two thirds of it; but 2 × 0.002 is nothing. */
const GOES_BELOW_A_CENT = [
  [
    { price: "0.002", quantity: Big(3) },
    { price: "1", quantity: Big(1) },
  ],
  [
    { verb: "deliver", line: 0, quantity: Big(2) },
    { verb: "takeBack", line: 0, quantity: Big(2) },
    { verb: "cancel", line: 0, quantity: Big(1) },
  ],
] satisfies [unknown, unknown];

test("whatever is delivered, taken back and cancelled, the order's sums are those of a careful clerk", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(aLine, { minLength: 2, maxLength: 2 }),
      fc.array(aStep, { maxLength: 12 }),
      async (lines, steps) => {
        const { id, kept } = await placed(lines);
        for (const { verb, line, quantity } of steps) {
          const done = await perform(id, verb, inputOf(verb, kept[line]!, quantity));
          const expected = verb === "cancel" ? cancel(kept) : STEPS[verb as keyof typeof STEPS](kept[line]!, quantity);
          assert.equal(done, expected, `${verb} ${quantity} of line ${line}`);
          await compare(id, kept);
        }
      },
    ),
    { numRuns: 25, endOnFailure: true, examples: [GOES_BELOW_A_CENT] },
  );
});

test("four people order the last pieces of a contract at once, and each piece is ordered once", async () => {
  const paper = await make.contract({ accountId: account.id, ownerId: rep.userId, amount: null });
  const { id: contractLineId } = await add("contractLine", {
    contractId: paper.id,
    name: "货物",
    price: "0.333333",
    quantity: 10,
  });
  await within(rep, ({ records }) => records.perform("contract", "activate", paper.id, {}));
  const order = (quantity: number) =>
    within(rep, ({ records }) =>
      records.perform("contract", "makeOrder", paper.id, { lines: [{ lineId: contractLineId, quantity }] }),
    );

  const ordered = await Promise.allSettled([3, 4, 3, 4].map(order));

  const taken = ordered.flatMap(({ status }, i) => (status === "fulfilled" ? [[3, 4, 3, 4][i]!] : []));
  const sum = taken.reduce((total, each) => total + each, 0);
  assert.ok(sum <= 10 && sum > 10 - 3, `${sum} of 10 ordered`);
  for (const one of ordered) if (one.status === "rejected") assert.equal(one.reason.code, "contract.more_than_left");
  assert.equal(Number((await stored("contractLine", contractLineId)).ordered), sum);
  assert.deepEqual(await engineWrites((ctx) => examine(ctx)), []);
});
