/*
 * The ledger in plain objects and whole cents: what the product must come to, told as simply as it can be. A function either
 * changes the world and answers true, or refuses and answers false.
 */

export type World = { contracts: Contract[]; receipts: Receipt[] };
export type Contract = { id: string; amount: number; over: number; plans: Plan[] };
export type Plan = { id: string; amount: number; isVoid: boolean };
export type Receipt = { id: string; amount: number; rate: number; isVoid: boolean; entries: Entry[] };
export type Entry = { kind: "instalment" | "contract" | "prepayment" | "refund"; amount: number; settled: number } & {
  contract?: Contract;
  plan?: Plan;
  reversed: boolean;
  isReversal: boolean;
};

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** Half up, as a person rounds, away from nothing. */
export const settles = (cents: number, rate: number) =>
  Math.sign(cents) * Math.round((Math.abs(cents) * Math.round(rate * 100)) / 100);

export const used = (receipt: Receipt) => sum(receipt.entries.map(({ amount }) => amount));
export const unallocated = (receipt: Receipt) => receipt.amount - used(receipt);
export const ofKind = (receipt: Receipt, ...kinds: Entry["kind"][]) =>
  sum(receipt.entries.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount));
export const receivedBy = (world: World, target: Contract | Plan) =>
  sum(
    world.receipts.flatMap(({ entries }) =>
      entries.filter(({ contract, plan }) => contract === target || plan === target).map(({ settled }) => settled),
    ),
  );

export function phase(world: World, plan: Plan): "received" | "void" | "open" {
  if (plan.amount > 0 && receivedBy(world, plan) >= plan.amount) return "received";
  return plan.isVoid ? "void" : "open";
}

export const outstanding = (world: World, plan: Plan) =>
  phase(world, plan) === "void" ? 0 : plan.amount - receivedBy(world, plan);
/** What is void was for what came on it. */
export const planned = (world: World, contract: Contract) =>
  sum(contract.plans.map((plan) => (phase(world, plan) === "void" ? receivedBy(world, plan) : plan.amount)));

export function allocate(world: World, receipt: Receipt, target: Contract | Plan | null, amount: number): boolean {
  if (receipt.isVoid || amount > unallocated(receipt)) return false;
  return enter(world, receipt, target, amount);
}

export function applyPrepayment(world: World, receipt: Receipt, target: Contract | Plan, amount: number): boolean {
  if (amount > ofKind(receipt, "prepayment") || !enter(world, receipt, target, amount)) return false;
  receipt.entries.splice(-1, 0, entry("prepayment", -amount));
  return true;
}

export function refund(receipt: Receipt, amount: number): boolean {
  if (receipt.isVoid || amount > unallocated(receipt)) return false;
  receipt.entries.push(entry("refund", amount));
  return true;
}

export function reverse(receipt: Receipt, at: number): boolean {
  const found = receipt.entries[at];
  if (found === undefined || found.reversed || found.isReversal) return false;
  if (ofKind(receipt, found.kind) < found.amount || unallocated(receipt) + found.amount < 0) return false;
  found.reversed = true;
  const { kind, amount, settled, contract, plan } = found;
  receipt.entries.push({ ...entry(kind, -amount), settled: -settled, contract, plan, isReversal: true });
  return true;
}

export function voidReceipt(receipt: Receipt): boolean {
  if (receipt.isVoid || used(receipt) !== 0) return false;
  receipt.isVoid = true;
  return true;
}

/** Oldest due first: the plans stand in that order, those of the first contract before those of the second. */
export function match(world: World, receipt: Receipt): boolean {
  const before = unallocated(receipt);
  if (receipt.isVoid || receipt.rate !== 1 || before === 0) return false;
  for (const contract of world.contracts) {
    for (const plan of contract.plans.filter((one) => phase(world, one) === "open")) {
      const room = contract.amount + contract.over - receivedBy(world, contract);
      const amount = Math.min(unallocated(receipt), outstanding(world, plan), room);
      if (amount > 0) enter(world, receipt, plan, amount);
    }
  }
  return unallocated(receipt) < before;
}

export function amend(world: World, contract: Contract, amount: number): boolean {
  if (amount === contract.amount || receivedBy(world, contract) > amount + contract.over) return false;
  contract.amount = amount;
  let excess = planned(world, contract) - amount;
  for (const plan of [...contract.plans].reverse().filter((one) => phase(world, one) === "open")) {
    const less = Math.min(excess, outstanding(world, plan));
    if (less <= 0) break;
    if (less < plan.amount) plan.amount -= less;
    else plan.isVoid = true;
    excess -= less;
  }
  return true;
}

export function voidPlan(world: World, plan: Plan): boolean {
  if (phase(world, plan) !== "open") return false;
  plan.isVoid = true;
  return true;
}

export function allowOver(world: World, contract: Contract, over: number): boolean {
  if (receivedBy(world, contract) > contract.amount + over) return false;
  contract.over = over;
  return true;
}

function enter(world: World, receipt: Receipt, target: Contract | Plan | null, amount: number): boolean {
  if (target === null) return receipt.entries.push(entry("prepayment", amount)) > 0;
  const settled = settles(amount, receipt.rate);
  const contract = world.contracts.find((one) => one === target || one.plans.includes(target as Plan))!;
  const plan = contract === target ? undefined : (target as Plan);
  if (receivedBy(world, contract) + settled > contract.amount + contract.over) return false;
  if (plan && (phase(world, plan) === "void" || receivedBy(world, plan) + settled > plan.amount)) return false;
  receipt.entries.push({ ...entry(plan ? "instalment" : "contract", amount), settled, contract, ...(plan ? { plan } : {}) });
  return true;
}

function entry(kind: Entry["kind"], amount: number): Entry {
  return { kind, amount, settled: amount, reversed: false, isReversal: false };
}
