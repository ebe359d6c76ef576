/*
 * Orders, deliveries and returns in plain objects: cents, ten-thousandths of a piece and millionths of a price, all whole numbers. A
 * deed either changes the world and answers true, or is refused and answers false. Nothing refers to another object but by its place
 * or tag, so that a world can be copied and another order of the same deeds tried on the copy.
 */

export type World = { pricesIncludeTax: boolean; terms: Term[]; orders: Order[] };
/** A line of the contract; discount and tax in hundredths of a per cent. */
export type Term = { quantity: number; price: number; discount: number; taxRate: number };
export type Order = {
  tag: string;
  isConfirmed: boolean;
  isCancelled: boolean;
  lines: Line[];
  deliveries: Delivery[];
  returns: Return[];
};
export type Line = { term: number; quantity: number; cancelled: number };
export type Goods = { line: number; quantity: number };
export type Delivery = { tag: string; isSigned: boolean; goods: Goods[] };
export type Return = { tag: string; status: "requested" | "received" | "refused"; goods: (Goods & { worth: number })[] };

/** What somebody does, `tag` naming what is made by it; no goods are all there are. */
export type Deed =
  | { verb: "makeOrder"; tag: string; goods?: Goods[] }
  | { verb: "confirm" | "reopen" | "cancel" | "drop"; order: string }
  | { verb: "resize"; order: string; line: number; quantity: number }
  | { verb: "deliver" | "takeBack"; order: string; tag: string; goods?: Goods[] }
  | { verb: "send" | "ask"; order: string; tag: string; goods: Goods[] }
  | { verb: "sign" | "unsend"; order: string; delivery: string }
  | { verb: "correct"; order: string; delivery: string; quantity: number }
  | { verb: "receive" | "refuse" | "withdraw"; order: string; returned: string };

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** `a × b ÷ c` to the nearest whole, half up. */
function ratio(a: readonly number[], c: readonly number[]): number {
  const product = (factors: readonly number[]) => factors.reduce((total, factor) => total * BigInt(factor), 1n);
  return Number((2n * product(a) + product(c)) / (2n * product(c)));
}

export const deliveredOf = ({ deliveries }: Order, line: number) => quantityOf(line, deliveries);
export const returnedOf = ({ returns }: Order, line: number) => quantityOf(line, returns.filter(isReceived));
export const creditedOf = ({ returns }: Order, line: number) =>
  sum(returns.filter(isReceived).flatMap(({ goods }) => goods.filter((each) => each.line === line).map(({ worth }) => worth)));
export const remainingOf = (order: Order, line: number) => order.lines[line]!.quantity - deliveredOf(order, line);
export const keptOf = (order: Order, line: number) => deliveredOf(order, line) - returnedOf(order, line);

const isReceived = ({ status }: Return) => status === "received";
const quantityOf = (line: number, papers: readonly { goods: readonly Goods[] }[]) =>
  sum(papers.flatMap(({ goods }) => goods.filter((each) => each.line === line).map(({ quantity }) => quantity)));

/**
 * What a line comes to: the price as it is stated, tax on top of it where it is stated without. It covers what was given credit for,
 * and comes to just that once all of it has come back.
 */
export function amountOf({ pricesIncludeTax, terms }: World, order: Order, line: number): number {
  const { term, quantity } = order.lines[line]!;
  const { price, discount, taxRate } = terms[term]!;
  const stated = ratio([quantity, price, 10_000 - discount, 100], [10_000, 1_000_000, 10_000]);
  const amount = pricesIncludeTax ? stated : stated + ratio([stated, taxRate], [10_000]);
  const credited = creditedOf(order, line);
  const isOver = remainingOf(order, line) === 0 && returnedOf(order, line) > 0 && keptOf(order, line) === 0;
  return isOver ? credited : Math.max(amount, credited);
}

/** What so much of a line is worth: all of it exactly its amount. */
const partOf = (world: World, order: Order, line: number, part: number) => {
  const whole = order.lines[line]!.quantity;
  return whole === 0 ? 0 : ratio([amountOf(world, order, line), part], [whole]);
};

/** What the customer keeps of a line is worth. */
export const deliveredAmountOf = (world: World, order: Order, line: number) =>
  keptOf(order, line) === 0 ? 0 : Math.max(partOf(world, order, line, deliveredOf(order, line)) - creditedOf(order, line), 0);

export function statusOf(order: Order): "draft" | "confirmed" | "partly" | "delivered" | "cancelled" {
  const places = [...order.lines.keys()];
  const hasLeft = places.some((line) => deliveredOf(order, line) > 0);
  if (order.isCancelled) return hasLeft ? "delivered" : "cancelled";
  if (!order.isConfirmed) return "draft";
  if (!hasLeft) return "confirmed";
  return places.some((line) => remainingOf(order, line) > 0) ? "partly" : "delivered";
}

export const orderedOf = ({ orders }: World, term: number) =>
  sum(orders.flatMap(({ lines }) => lines.filter((line) => line.term === term).map(({ quantity }) => quantity)));

export type Picture = {
  /** Delivered of the contract, orders that count, ordered of every line. */
  contract: { delivered: number; orderCount: number; ordered: number[] };
  orders: Record<string, OrderPicture>;
};
export type OrderPicture = {
  status: string;
  /** Amount, delivered, returned and still open. */
  sums: number[];
  /** Ordered, delivered, returned, remaining and cancelled; amount, delivered and returned. */
  lines: { term: number; quantities: number[]; amounts: number[] }[];
  deliveries: Record<string, { isSigned: boolean; goods: Goods[] }>;
  returns: Record<string, { status: string; goods: Goods[]; worth: number | null }>;
};

/** Every quantity and amount, to lay beside the product's. */
export function pictureOf(world: World): Picture {
  const orders = world.orders.map((order) => [order.tag, pictureOfOrder(world, order)] as const);
  return {
    contract: {
      delivered: sum(orders.map(([, { sums }]) => sums[1]!)),
      orderCount: orders.filter(([, { status }]) => status !== "cancelled").length,
      ordered: world.terms.map((_term, at) => orderedOf(world, at)),
    },
    orders: Object.fromEntries(orders),
  };
}

function pictureOfOrder(world: World, order: Order): OrderPicture {
  const lines = order.lines.map(({ term, quantity, cancelled }, line) => ({
    term,
    quantities: [quantity, deliveredOf(order, line), returnedOf(order, line), remainingOf(order, line), cancelled],
    amounts: [amountOf(world, order, line), deliveredAmountOf(world, order, line), creditedOf(order, line)],
  }));
  const [amount, delivered, returned] = [0, 1, 2].map((at) => sum(lines.map(({ amounts }) => amounts[at]!)));
  const deliveries = order.deliveries.map(({ tag, ...delivery }) => [tag, delivery]);
  const returns = order.returns.map(({ tag, status, goods }) => [
    tag,
    {
      status,
      goods: goods.map(({ line, quantity }) => ({ line, quantity })),
      // What is only asked for is an estimate.
      worth: status === "received" ? sum(goods.map(({ worth }) => worth)) : null,
    },
  ]);
  return {
    status: statusOf(order),
    sums: [amount!, delivered!, returned!, amount! - delivered! - returned!],
    lines,
    deliveries: Object.fromEntries(deliveries),
    returns: Object.fromEntries(returns),
  };
}

/** Does it, or refuses it. */
export function does(world: World, deed: Deed): boolean {
  if (deed.verb === "makeOrder") return makeOrder(world, deed);
  const order = world.orders.find(({ tag }) => tag === deed.order);
  if (order === undefined) return false;
  switch (deed.verb) {
    case "confirm":
      return statusOf(order) === "draft" && order.lines.length > 0 && to(order, { isConfirmed: true });
    case "reopen":
      return statusOf(order) === "confirmed" && to(order, { isConfirmed: false });
    case "cancel":
      return cancel(order);
    case "drop":
      return drop(world, order);
    case "resize":
      return resize(world, order, deed.line, deed.quantity);
    case "deliver":
    case "send":
      return deliver(order, deed.tag, deed.goods);
    case "takeBack":
      return takeBack(world, order, deed.tag, deed.goods);
    case "ask":
      return order.returns.push({ tag: deed.tag, status: "requested", goods: worthless(deed.goods) }) > 0;
    case "sign":
    case "unsend":
    case "correct":
      return changeDelivery(order, deed);
    default:
      return decide(world, order, deed.verb, deed.returned);
  }
}

function makeOrder(world: World, { tag, goods }: { tag: string; goods?: Goods[] }): boolean {
  const left = world.terms.map(({ quantity }, term) => quantity - orderedOf(world, term));
  const taken = goods ?? all(left);
  if (taken.length === 0 || isTooMuch(taken, left)) return false;
  const lines = taken.map(({ line, quantity }) => ({ term: line, quantity, cancelled: 0 }));
  world.orders.push({ tag, isConfirmed: false, isCancelled: false, lines, deliveries: [], returns: [] });
  return true;
}

function cancel(order: Order): boolean {
  if (["delivered", "cancelled"].includes(statusOf(order))) return false;
  cutDown(order);
  return to(order, { isCancelled: true });
}

/** Nothing but what has left is wanted of it. */
function cutDown(order: Order): void {
  for (const [at, line] of order.lines.entries())
    Object.assign(line, { cancelled: line.cancelled + remainingOf(order, at), quantity: deliveredOf(order, at) });
}

/** Of a draft only, and of none that papers belong to. */
function drop(world: World, order: Order): boolean {
  if (statusOf(order) !== "draft" || order.deliveries.length > 0 || order.returns.length > 0) return false;
  world.orders.splice(world.orders.indexOf(order), 1);
  return true;
}

function resize(world: World, order: Order, at: number, quantity: number): boolean {
  const line = order.lines[at]!;
  if (statusOf(order) !== "draft") return false;
  if (orderedOf(world, line.term) - line.quantity + quantity > world.terms[line.term]!.quantity) return false;
  line.quantity = quantity;
  return true;
}

function deliver(order: Order, tag: string, goods?: Goods[]): boolean {
  const left = [...order.lines.keys()].map((line) => remainingOf(order, line));
  if (!["confirmed", "partly"].includes(statusOf(order))) return false;
  const sent = goods ?? all(left);
  if (isTooMuch(sent, left)) return false;
  order.deliveries.push({ tag, isSigned: false, goods: structuredClone(sent) });
  return true;
}

function takeBack(world: World, order: Order, tag: string, goods?: Goods[]): boolean {
  const kept = [...order.lines.keys()].map((line) => keptOf(order, line));
  if (sum(kept) === 0) return false;
  order.returns.push({ tag, status: "requested", goods: worthless(goods ?? all(kept)) });
  if (decide(world, order, "receive", tag)) return true;
  order.returns.pop();
  return false;
}

function decide(world: World, order: Order, verb: "receive" | "refuse" | "withdraw", tag: string): boolean {
  const found = order.returns.find((each) => each.tag === tag);
  if (found?.status !== "requested") return false;
  if (verb === "withdraw") return order.returns.splice(order.returns.indexOf(found), 1).length === 1;
  if (verb === "refuse") return to(found, { status: "refused" as const });
  for (const each of found.goods) {
    const kept = keptOf(order, each.line) - each.quantity;
    if (kept < 0) return false;
    // What the customer's goods are worth less without these.
    each.worth = Math.max(deliveredAmountOf(world, order, each.line) - partOf(world, order, each.line, kept), 0);
  }
  return to(found, { status: "received" as const });
}

type Change = { verb: "sign" | "unsend"; delivery: string } | { verb: "correct"; delivery: string; quantity: number };

function changeDelivery(order: Order, change: Change): boolean {
  const found = order.deliveries.find(({ tag }) => tag === change.delivery);
  if (found === undefined || found.isSigned) return false;
  if (change.verb === "sign") return to(found, { isSigned: true });
  const before = structuredClone(found.goods);
  if (change.verb === "correct") found.goods[0]!.quantity = change.quantity;
  else found.goods = [];
  const isWrong = before.some(({ line }) => remainingOf(order, line) < 0 || keptOf(order, line) < 0);
  if (isWrong) found.goods = before;
  else if (change.verb === "unsend") order.deliveries.splice(order.deliveries.indexOf(found), 1);
  if (order.isCancelled) cutDown(order);
  return !isWrong;
}

function to<T extends object>(paper: T, values: Partial<T>): true {
  Object.assign(paper, values);
  return true;
}

const all = (left: readonly number[]): Goods[] => left.flatMap((quantity, line) => (quantity > 0 ? [{ line, quantity }] : []));
const isTooMuch = (goods: readonly Goods[], left: readonly number[]) =>
  goods.some(({ line, quantity }) => quantity > left[line]!);
const worthless = (goods: readonly Goods[]) => goods.map((each) => ({ ...each, worth: 0 }));
