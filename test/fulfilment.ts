import assert from "node:assert/strict";
import type { Ctx, UserActor } from "#engine/ctx.ts";
import { AppError } from "#engine/errors.ts";
import type { AnyRecord } from "#engine/object.ts";
import { startCrmCompany } from "./crm-company.ts";
import type { Deed, Goods, OrderPicture, Picture, Term, World } from "./reference-fulfilment.ts";

/** The plain objects, and which records stand for them. */
export type Trade = { world: World; contractId: string; termIds: string[]; orders: Map<string, Placed> };
type Placed = { id: string; lineIds: string[] };
type Records = Ctx["records"];

export const PIECE = 10_000;
const decimal = (units: number) => units / PIECE;
const units = (quantity: unknown) => Math.round(Number(quantity ?? 0) * PIECE);
const cents = (amount: unknown) => Math.round(Number(amount ?? 0) * 100);

/** What the warehouse may do; the rest is for who sold it and who leads them. */
const OF_THE_WAREHOUSE: ReadonlySet<string> = new Set(["deliver", "send", "sign", "takeBack", "ask", "receive", "correct"]);

/** The product doing the deeds of the reference, by the hands of a seller, a manager and the warehouse. */
export async function startFulfilment() {
  const company = await startCrmCompany();
  const { make, within, engineWrites } = company;
  const rep = await make.user();
  const manager = await make.user("manager");
  const warehouse = await make.user("purchasing");
  const account = await make.account({ ownerId: rep.userId });

  /** A contract in force over these lines, of which nothing has been ordered. */
  async function newTrade(terms: Term[], pricesIncludeTax: boolean): Promise<Trade> {
    const lines = terms.map(({ quantity, price, discount, taxRate }) => ({
      ...{ name: "货物", quantity: decimal(quantity), price: (price / 1_000_000).toFixed(6) },
      ...{ discount: discount / 100, taxRate: taxRate / 100 },
    }));
    return await within(rep, async ({ records }) => {
      const paper = await records.create("contract", { name: "合同", accountId: account.id, pricesIncludeTax, lines });
      await records.perform("contract", "activate", paper.id, {});
      const laid = await records.find("contractLine", only("contract", [paper.id]));
      const world = { pricesIncludeTax, terms: structuredClone(terms), orders: [] };
      return { world, contractId: paper.id, termIds: laid.map(({ id }) => id), orders: new Map() };
    });
  }

  function actorOf({ verb }: Deed, who: number): UserActor {
    if (who === 0 && OF_THE_WAREHOUSE.has(verb)) return warehouse;
    return who === 1 ? manager : rep;
  }

  return {
    ...company,
    newTrade,
    /** True when it was done, false when it was refused in one of these ways; anything else is a bug. */
    async isDone(trade: Trade, deed: Deed, who: number, refusals: readonly number[] = [409]): Promise<boolean> {
      try {
        const made = await within(actorOf(deed, who), ({ records }) => act(records, trade, deed));
        if (deed.verb === "makeOrder")
          trade.orders.set(deed.tag, await engineWrites(({ records }) => placed(records, made.made.id)));
        return true;
      } catch (error) {
        if (!(error instanceof AppError) || !refusals.includes(error.status)) throw error;
        return false;
      }
    },
    /** Every quantity and amount as the product has stored it. */
    pictureOf: (trade: Trade): Promise<Picture> => engineWrites(({ records }) => pictureOf(records, trade)),
  };
}

const only = (field: string, ids: string[], sort = "position") =>
  ({ filter: { field, op: "in", value: ids }, sort, limit: 1_000 }) as const;

async function placed(records: Records, id: string): Promise<Placed> {
  return { id, lineIds: (await records.find("orderLine", only("order", [id]))).map((line) => line.id) };
}

async function act(records: Records, trade: Trade, deed: Deed): Promise<Record<string, any>> {
  if (deed.verb === "makeOrder")
    return await records.perform("contract", "makeOrder", trade.contractId, lines(trade.termIds, deed.goods));
  const { id, lineIds } = trade.orders.get(deed.order)!;
  switch (deed.verb) {
    case "cancel":
      return await records.perform("order", "cancel", id, { reason: "不要了" });
    case "drop":
      return await records.remove("order", id);
    case "resize":
      return await records.update("orderLine", lineIds[deed.line]!, { quantity: decimal(deed.quantity) });
    case "deliver":
      return await records.perform("order", "deliver", id, { ...lines(lineIds, deed.goods), waybill: deed.tag });
    case "takeBack":
      return await records.perform("order", "takeBack", id, { ...lines(lineIds, deed.goods), reason: "other", remark: deed.tag });
    case "send":
      return await records.create("delivery", { orderId: id, waybill: deed.tag, lines: byHand(lineIds, deed.goods) });
    case "ask":
      return await records.create("returnOrder", { orderId: id, remark: deed.tag, lines: byHand(lineIds, deed.goods) });
    case "sign":
      return await records.perform("delivery", "sign", await sent(records, id, deed.delivery), { signedOn: "2026-03-02" });
    case "unsend":
      return await records.remove("delivery", await sent(records, id, deed.delivery));
    case "correct": {
      const delivery = await sent(records, id, deed.delivery);
      const [first, ...rest] = await records.find("deliveryLine", only("delivery", [delivery]));
      const corrected = [{ id: first?.id, quantity: decimal(deed.quantity) }, ...rest.map((line) => ({ id: line.id }))];
      return await records.update("delivery", delivery, { lines: corrected });
    }
    case "receive":
      return await records.perform("returnOrder", "receive", await back(records, id, deed.returned), {});
    case "refuse":
      return await records.perform("returnOrder", "refuse", await back(records, id, deed.returned), { reason: "人为损坏" });
    case "withdraw":
      return await records.remove("returnOrder", await back(records, id, deed.returned));
    default:
      return await records.perform("order", deed.verb, id, {});
  }
}

const lines = (ids: readonly string[], goods?: readonly Goods[]) =>
  goods ? { lines: goods.map(({ line, quantity }) => ({ lineId: ids[line]!, quantity: decimal(quantity) })) } : {};
const byHand = (ids: readonly string[], goods: readonly Goods[]) =>
  goods.map(({ line, quantity }) => ({ orderLineId: ids[line]!, quantity: decimal(quantity) }));

const sent = (records: Records, order: string, tag: string) =>
  paperOf(records, "delivery", order, ({ waybill }) => waybill === tag);
const back = (records: Records, order: string, tag: string) =>
  paperOf(records, "returnOrder", order, ({ remark }) => remark === tag);

async function paperOf(records: Records, object: string, order: string, is: (paper: AnyRecord) => boolean): Promise<string> {
  const found = (await records.find(object, only("order", [order], "createdAt"))).find(is);
  // Somebody else has taken it away.
  if (found === undefined) throw new AppError("not_found");
  return found.id;
}

async function pictureOf(records: Records, { contractId, termIds, orders }: Trade): Promise<Picture> {
  const { delivered, orderCount } = await records.get("contract", contractId);
  const agreed = await records.find("contractLine", only("contract", [contractId]));
  const papers = await records.find("order", only("contract", [contractId], "createdAt"));
  const found = await allOf(records, papers);
  const drawn = [...orders].flatMap(([tag, { id, lineIds }]) => {
    const paper = papers.find((each) => each.id === id);
    return paper === undefined ? [] : [[tag, pictureOfOrder(paper, found, lineIds, termIds)] as const];
  });
  assert.equal(drawn.length, papers.length, "an order nobody has made");
  return {
    contract: { delivered: cents(delivered), orderCount, ordered: agreed.map((line) => units(line.ordered)) },
    orders: Object.fromEntries(drawn),
  };
}

type Found = Record<"lines" | "deliveries" | "returns" | "sent" | "came", AnyRecord[]>;

async function allOf(records: Records, orders: readonly AnyRecord[]): Promise<Found> {
  const of = async (object: string, field: string, parents: readonly AnyRecord[], sort?: string) =>
    parents.length === 0
      ? []
      : await records.find(
          object,
          only(
            field,
            parents.map(({ id }) => id),
            sort,
          ),
        );
  const deliveries = await of("delivery", "order", orders, "createdAt");
  const returns = await of("returnOrder", "order", orders, "createdAt");
  return {
    lines: await of("orderLine", "order", orders),
    ...{ deliveries, returns },
    sent: await of("deliveryLine", "delivery", deliveries),
    came: await of("returnLine", "returnOrder", returns),
  };
}

function pictureOfOrder(paper: AnyRecord, found: Found, lineIds: readonly string[], termIds: readonly string[]): OrderPicture {
  const { id, status, amount, deliveredAmount, returnedAmount, openAmount } = paper;
  const goods = (lines: AnyRecord[]): Goods[] =>
    lines.map(({ orderLineId, quantity }) => ({ line: lineIds.indexOf(orderLineId), quantity: units(quantity) }));
  const ofIt = ({ orderId }: AnyRecord) => orderId === id;
  const lines = found.lines.filter(ofIt).map((line) => ({
    term: termIds.indexOf(line.contractLineId),
    quantities: [line.quantity, line.delivered, line.returned, line.remaining, line.cancelled].map(units),
    amounts: [line.amount, line.deliveredAmount, line.returnedTotal].map(cents),
  }));
  const deliveries = found.deliveries.filter(ofIt).map((each) => {
    const sent = goods(found.sent.filter(({ deliveryId }) => deliveryId === each.id));
    return [each.waybill, { isSigned: each.status === "signed", goods: sent }] as const;
  });
  const returns = found.returns.filter(ofIt).map((each) => {
    const came = goods(found.came.filter(({ returnOrderId }) => returnOrderId === each.id));
    const worth = each.status === "received" ? cents(each.amount) : null;
    return [each.remark, { status: each.status, goods: came, worth }] as const;
  });
  return {
    status,
    sums: [amount, deliveredAmount, returnedAmount, openAmount].map(cents),
    lines,
    deliveries: Object.fromEntries(deliveries),
    returns: Object.fromEntries(returns),
  };
}
