import type { AnyRecord } from "#engine/object.ts";
import { below, fraction, pick } from "./chance.ts";
import { type ContractStory, contractStory, INSTALMENTS_EACH, LINES_EACH } from "./contract-story.ts";
import type { Counts } from "./sizes.ts";

/** What the makers of customers and people know that money is about. */
export type Customers = {
  /** Records' time by number and count, the end of all time, and the company's zone in milliseconds. */
  createdAt(index: number, count: number): number;
  until: number;
  id(kind: number, index: number, at: number): string;
  account(index: number): { id: string; name: string };
  product(index: number): { id: string; name: string };
  /** Won deals, whose customers the contracts are with. */
  deal(index: number): { id: string; account: number; isWon: boolean };
  seller(index: number): { id: string; departmentId: string };
  base(id: string, at: number, creator: string): AnyRecord;
};

export type CashTotals = {
  contractsOfDeal: Uint8Array;
  contracted: Float64Array;
  outstanding: Float64Array;
  received: Float64Array;
  prepaid: Float64Array;
};

const DAY = 86_400_000;
const KIND = { contract: 7, contractLine: 8, paymentPlan: 9, receipt: 10, allocation: 11 } as const;
const PURPOSES = ["预付款", "到货款", "验收款"] as const;
const OUR_BANK = "1219 0888 4210 901";
const IN_FORCE: ReadonlySet<string> = new Set(["active", "suspended", "completed"]);

/** Contracts, their lines and instalments, what came in and what it was for: one function per object, children first. */
export function cashMakersOf(counts: Counts, customers: Customers) {
  const { createdAt, until, base } = customers;
  const madeAt = (index: number) => createdAt(index, counts.contracts);
  const storyOf = remembering((index) => contractStory(index, madeAt(index), until));
  const receipts = receiptsOf(counts, until, storyOf);
  const [numbers, entryNumbers] = [numberedBy(), numberedBy()];
  const contractNumbers = Array.from({ length: counts.contracts }, (_, index) =>
    numbers("contract_number", "HT", madeAt(index), 4, 4),
  );
  const totals: CashTotals = {
    contractsOfDeal: new Uint8Array(counts.opportunities),
    contracted: new Float64Array(counts.accounts),
    outstanding: new Float64Array(counts.accounts),
    received: new Float64Array(counts.accounts),
    prepaid: new Float64Array(counts.accounts),
  };

  const id = (kind: keyof typeof KIND, index: number, at: number) => customers.id(KIND[kind], index, at);
  const contractId = (index: number) => id("contract", index, madeAt(index));
  const planId = (contract: number, i: number) => id("paymentPlan", contract * INSTALMENTS_EACH + i, madeAt(contract));
  const dealOf = (contract: number) => customers.deal(Math.floor((contract * counts.opportunities) / counts.contracts));
  const accountOf = (contract: number) => dealOf(contract).account;
  const held = (contract: number) => {
    const { id: ownerId, departmentId: ownerDepartmentId } = customers.seller(contract);
    return { ownerId, ownerDepartmentId };
  };

  return {
    totals,
    /** The last number of each gapless series, for its sequence to go on after. */
    sequences: numbers.last,
    counts: {
      contract: counts.contracts,
      contractLine: counts.contracts * LINES_EACH,
      paymentPlan: counts.contracts * INSTALMENTS_EACH,
      receipt: receipts.total,
      allocation: receipts.entries,
    },

    allocation(index: number): AnyRecord {
      const { receipt, part } = receipts.entry(index);
      const { contract, at, loose } = receipts.at(receipt);
      const account = loose === null ? accountOf(contract) : looseAccount(receipt);
      const paid = loose === null ? storyOf(contract).receipts[receipts.ordinal(receipt)]!.parts[part]! : null;
      const amount = paid?.amount ?? receipts.amount(receipt);
      if (paid === null) totals.prepaid[account]! += amount;
      else totals.received[account]! += amount;
      return {
        ...base(id("allocation", index, at), at, customers.seller(contract).id),
        number: entryNumbers("allocation_number", "HX", at, 7, 5),
        receiptId: id("receipt", receipt, at),
        kind: paid === null ? "prepayment" : "instalment",
        accountId: customers.account(account).id,
        contractId: paid === null ? null : contractId(contract),
        paymentPlanId: paid === null ? null : planId(contract, paid.instalment),
        ...held(contract),
        ...money({ amount, settled: amount, exchangeDifference: 0 }),
        settledCurrency: "CNY",
        settledRate: "1",
        entryDate: day(at),
      };
    },

    receipt(index: number): AnyRecord {
      const { contract, at, loose } = receipts.at(index);
      const account = loose === null ? accountOf(contract) : looseAccount(index);
      const { id: accountId, name } = customers.account(account);
      const amount = receipts.amount(index);
      const allocated = loose === null ? amount : 0;
      const prepaid = loose === "prepaid" ? amount : 0;
      const reference = `T${String(index).padStart(9, "0")}`;
      const isConfirmed = loose === null || loose === "prepaid";
      return {
        ...base(id("receipt", index, at), at, customers.seller(contract).id),
        number: numbers("receipt_number", "HK", at, 7, 4),
        payer: name,
        accountId: loose === "unclaimed" ? null : accountId,
        ...money({ amount, allocated, prepaid, refunded: 0, unallocated: amount - allocated - prepaid }),
        receivedOn: day(at),
        method: "transfer",
        bankAccount: OUR_BANK,
        bankReference: reference,
        bankKey: `${OUR_BANK.replace(/\s/g, "")}|${reference}`,
        ...held(contract),
        status: isConfirmed ? "confirmed" : loose,
        confirmedOn: isConfirmed ? day(at) : null,
        usedSum: cents(allocated + prepaid),
        allocatedSum: cents(allocated),
        prepaidSum: cents(prepaid),
      };
    },

    paymentPlan(index: number): AnyRecord {
      const contract = Math.floor(index / INSTALMENTS_EACH);
      const i = index % INSTALMENTS_EACH;
      const story = storyOf(contract);
      const { amount, dueAt, received, lastAt } = story.instalments[i]!;
      const phase = phaseOf(story, i);
      return {
        ...base(planId(contract, i), madeAt(contract), customers.seller(contract).id),
        name: `${contractNumbers[contract]}-${i + 1}`,
        contractId: contractId(contract),
        accountId: customers.account(accountOf(contract)).id,
        ...held(contract),
        sequence: i + 1,
        purpose: PURPOSES[i],
        ...money({
          amount,
          received,
          ...(phase === "void"
            ? { outstanding: 0, ceiling: received, voidReceived: received }
            : { outstanding: phase === "notInForce" ? 0 : amount - received, ceiling: amount, voidReceived: 0 }),
        }),
        dueOn: day(dueAt),
        method: "transfer",
        phase,
        isVoid: false,
        receivedSum: cents(received),
        lastReceivedOn: lastAt === 0 ? null : day(lastAt),
      };
    },

    contractLine(index: number): AnyRecord {
      const contract = Math.floor(index / LINES_EACH);
      const { status, lines } = storyOf(contract);
      const { quantity, price, amount, net } = lines[index % LINES_EACH]!;
      const product = customers.product(below(counts.products, 720, index));
      return {
        ...base(id("contractLine", index, madeAt(contract)), madeAt(contract), customers.seller(contract).id),
        contractId: contractId(contract),
        productId: product.id,
        name: product.name,
        unit: "set",
        quantity,
        price: (price / 100).toFixed(6),
        discount: 0,
        taxRate: 13,
        ...money({ net, tax: amount - net, amount }),
        position: (index % LINES_EACH) + 1,
        fromQuote: 0,
        counts: status !== "void",
      };
    },

    contract(index: number): AnyRecord {
      const story = storyOf(index);
      const { status, amount, lines, instalments, signedAt } = story;
      const deal = dealOf(index);
      const received = instalments.reduce((sum, each) => sum + each.received, 0);
      const isVoid = (i: number) => phaseOf(story, i) === "void";
      const plannedSum = instalments.reduce((sum, each, i) => sum + (isVoid(i) ? 0 : each.amount), 0);
      const voidReceived = instalments.reduce((sum, each, i) => sum + (isVoid(i) ? each.received : 0), 0);
      const planned = plannedSum + voidReceived;
      const outstanding = IN_FORCE.has(status) ? amount - received : 0;
      const net = lines.reduce((sum, line) => sum + line.net, 0);
      if (deal.isWon && status !== "void") totals.contractsOfDeal[dealIndex(index)]! += 1;
      if (IN_FORCE.has(status)) totals.outstanding[deal.account]! += outstanding;
      if (IN_FORCE.has(status) || status === "terminated") totals.contracted[deal.account]! += amount;
      return {
        ...base(contractId(index), madeAt(index), customers.seller(index).id),
        ...held(index),
        recordType: pick(["sale", "sale", "sale", "service", "agency"], 721, index),
        number: contractNumbers[index],
        name: `${customers.account(deal.account).name}${pick(["采购合同", "扩容合同", "改造合同", "维保合同"], 722, index)}`,
        accountId: customers.account(deal.account).id,
        opportunityId: deal.isWon ? deal.id : null,
        status,
        statusSince: day(signedAt),
        statusReason: status === "terminated" ? "客户取消" : status === "void" ? "重复录入" : null,
        revision: 0,
        signedOn: status === "draft" ? null : day(signedAt),
        startsOn: status === "draft" ? null : day(signedAt),
        endsOn: status === "draft" ? null : day(signedAt + 365 * DAY),
        renewal: "asked",
        noticeDays: 30,
        buyer: customers.account(deal.account).name,
        seller: "海客科技有限公司",
        pricesIncludeTax: true,
        lineCount: LINES_EACH,
        lineTotal: cents(amount),
        netTotal: cents(net),
        taxTotal: cents(amount - net),
        plannedSum: cents(plannedSum),
        voidReceivedSum: cents(voidReceived),
        receivedSum: cents(received),
        lastInstalment: INSTALMENTS_EACH,
        ...money({ amount, planned, unplanned: amount - planned, received, outstanding, ceiling: amount, delivered: 0 }),
        ...money({ unplannedOwed: Math.max(0, Math.min(amount - planned, outstanding)), planCeiling: amount - voidReceived }),
        ...money({ invoiced: 0, uninvoiced: amount }),
      };
    },
  };

  function dealIndex(contract: number): number {
    return Math.floor((contract * counts.opportunities) / counts.contracts);
  }

  function looseAccount(receipt: number): number {
    return below(counts.accounts, 723, receipt);
  }
}

function phaseOf({ status, instalments }: ContractStory, i: number): string {
  const { amount, received } = instalments[i]!;
  if (received === amount) return "received";
  if (status === "void" || status === "terminated") return "void";
  return status === "draft" ? "notInForce" : "open";
}

/**
 * Receipts by number: first those that contracts' stories tell of, then such as are no contract's: unclaimed, claimed, prepaid.
 * Entries of the ledger come in the order of their receipts.
 */
function receiptsOf(counts: Counts, until: number, storyOf: (contract: number) => ContractStory) {
  const first = startsOf(counts.contracts, (contract) => storyOf(contract).receipts.length);
  const told = first[counts.contracts]!;
  const total = Math.max(told, counts.receipts);
  const contractOf = (receipt: number) => (receipt < told ? placeOf(first, receipt) : receipt % counts.contracts);
  const looseOf = (receipt: number) => {
    if (receipt < told) return null;
    const way = fraction(730, receipt);
    return way < 0.2 ? "unclaimed" : way < 0.4 ? "claimed" : "prepaid";
  };
  const ordinal = (receipt: number) => receipt - first[contractOf(receipt)]!;
  const toldOf = (receipt: number) => storyOf(contractOf(receipt)).receipts[ordinal(receipt)]!;
  const firstEntry = startsOf(total, (receipt) => {
    const loose = looseOf(receipt);
    if (loose === null) return toldOf(receipt).parts.length;
    return loose === "prepaid" ? 1 : 0;
  });
  return {
    total,
    entries: firstEntry[total]!,
    ordinal,
    amount: (receipt: number) => (receipt < told ? toldOf(receipt).amount : (500 + below(20_000, 731, receipt)) * 100),
    at(receipt: number) {
      const contract = contractOf(receipt);
      const at = receipt < told ? toldOf(receipt).at : until - (1 + below(30, 732, receipt)) * DAY;
      return { contract, at, loose: looseOf(receipt) };
    },
    entry(index: number) {
      const receipt = placeOf(firstEntry, index);
      return { receipt, part: index - firstEntry[receipt]! };
    },
  };
}

/** Where each one's children begin, and after the last one their number. */
function startsOf(count: number, childrenOf: (index: number) => number): Uint32Array {
  const starts = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) starts[i + 1] = starts[i]! + childrenOf(i);
  return starts;
}

/** Whose child it is: the last one that begins at or before it. */
function placeOf(starts: Uint32Array, child: number): number {
  let [low, high] = [0, starts.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= child) low = middle;
    else high = middle;
  }
  return low;
}

/** Makers ask about the same contract several times in a row. */
function remembering<T>(make: (index: number) => T): (index: number) => T {
  let last: { index: number; value: T } | null = null;
  return (index) => {
    if (last?.index !== index) last = { index, value: make(index) };
    return last.value;
  };
}

/** Numbers by year or month, in the order in which records are made. */
function numberedBy() {
  const last = new Map<string, number>();
  const next = (series: string, prefix: string, at: number, period: 4 | 7, digits: number) => {
    const when = day(at).slice(0, period);
    const key = `number_${series}_${when.replace("-", "_")}`;
    const value = (last.get(key) ?? 0) + 1;
    last.set(key, value);
    return `${prefix}${when.replace("-", "")}${String(value).padStart(digits, "0")}`;
  };
  return Object.assign(next, { last });
}

function money(amounts: Record<string, number>): Record<string, string> {
  const columns = Object.entries(amounts).flatMap(([name, value]) => [name, `${name}Base`].map((key) => [key, cents(value)]));
  return { ...Object.fromEntries(columns), currency: "CNY", rate: "1" };
}

function cents(value: number): string {
  return (value / 100).toFixed(2);
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
