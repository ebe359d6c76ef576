import type { AnyRecord } from "#engine/object.ts";
import type { Made } from "#engine/wire.ts";
import { orderLine } from "../cash/order-line/order-line.object.ts";
import { linesOf } from "../sales/document-line.ts";
import { create, perform, type Seeding } from "./seeding.ts";

const CARRIERS = ["顺丰速运", "德邦物流", "京东物流"];

/** Goods that were ordered from contracts: most are with the customer, some on their way, one came back. */
export async function seedOrders(seeding: Seeding, contracts: readonly AnyRecord[]): Promise<void> {
  const { ctx, calendar } = seeding;
  const goods = contracts.filter(({ status, recordType }) => status === "active" && recordType === "sale");
  for (const [i, paper] of goods.entries()) {
    const since = calendar.daysSince(`${paper.signedOn}T12:00:00Z`);
    const made = await orderOf(seeding, paper);
    const days = { orderedOn: calendar.date(3 - since), dueOn: calendar.date(28 - since) };
    await ctx.records.update("order", made.id, days, { as: "engine" });
    if (since < 4) continue;
    await perform(seeding, "order", "confirm", made);
    if (since > 20) await deliver(seeding, made, i, since);
  }
}

async function orderOf(seeding: Seeding, paper: AnyRecord): Promise<{ id: string }> {
  const { made } = (await perform(seeding, "contract", "makeOrder", paper)) as Partial<Made>;
  return made!;
}

async function deliver(seeding: Seeding, order: { id: string }, i: number, since: number): Promise<void> {
  const { ctx, calendar, random } = seeding;
  const ship = (ago: number, lines?: readonly { lineId: string; quantity: number }[]) =>
    perform(seeding, "order", "deliver", order, {
      ...{
        shippedOn: calendar.date(-Math.max(1, ago)),
        carrier: random.pick(CARRIERS),
        waybill: `SF14${4_000_000 + i * 37 + ago}`,
      },
      ...(lines ? { lines } : {}),
    });
  const [first] = await linesOf(ctx.records, orderLine, "order", order.id);
  const part = Math.floor((first?.quantity ?? 0) / 2);
  if (i % 3 === 0 && part > 0) {
    await ship(since - 18, [{ lineId: first!.id, quantity: part }]);
    if (since < 60) return;
  }
  await ship(since - 30);
  if (i === 3)
    await perform(seeding, "order", "takeBack", order, {
      ...{ reason: "quality", returnedOn: calendar.date(-Math.max(1, since - 40)) },
      lines: [{ lineId: first!.id, quantity: 1 }],
    });
}

/** Invoices over what has been received, made out to the customers' titles. */
export async function seedInvoices(seeding: Seeding, contracts: readonly AnyRecord[]): Promise<void> {
  const { ctx, calendar } = seeding;
  const now = await Promise.all(contracts.map(({ id }) => ctx.records.get("contract", id)));
  const paid = now.filter(({ received }, i) => Number(received) > 0 && i % 3 !== 1);
  const titles = new Map<string, string>();
  for (const [i, paper] of paid.entries()) {
    if (!titles.has(paper.accountId)) titles.set(paper.accountId, await titleOf(seeding, paper, i));
    const ago = Math.max(1, calendar.daysSince(`${paper.signedOn}T12:00:00Z`) - 20);
    const isIssued = i % 6 !== 5;
    await create(seeding, "invoice", [
      {
        ...{
          accountId: paper.accountId,
          contractId: paper.id,
          ownerId: paper.ownerId,
          invoiceTitleId: titles.get(paper.accountId),
        },
        ...{ kind: "special", content: "计算机设备及服务", amount: paper.received, requestedOn: calendar.date(-ago - 2) },
        ...(isIssued
          ? {
              status: "issued",
              issuedOn: calendar.date(-ago),
              invoiceNumber: `2611200000${String(4_100_000 + i * 113).padStart(10, "0")}`,
            }
          : {}),
      },
    ]);
  }
}

async function titleOf(seeding: Seeding, paper: AnyRecord, i: number): Promise<string> {
  const [title] = await create(seeding, "invoiceTitle", [
    {
      ...{ accountId: paper.accountId, name: paper.buyer, taxNumber: `11010${String(8_000_000_000 + i * 7_654_321)}` },
      ...{ bank: "中国工商银行北京海淀支行", bankAccount: `0200${String(4_500_000_000_000 + i * 91)}` },
    },
  ]);
  return title!.id;
}
