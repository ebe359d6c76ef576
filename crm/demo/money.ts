import type { AnyRecord } from "#engine/object.ts";
import { create, perform, type Seeding } from "./seeding.ts";

const BANK = { method: "transfer", bankAccount: "1219 0888 4210 901" };

/** The oldest contracts are paid in full. */
const SETTLED = 4;

/** What customers have paid on their contracts, and what nobody has recognised yet. */
export async function seedMoney(seeding: Seeding, contracts: readonly AnyRecord[]): Promise<void> {
  const { random, calendar } = seeding;
  const signed = contracts.filter(({ status }) => status === "active");
  const late = (plan: AnyRecord) => calendar.daysSince(`${plan.dueOn}T12:00:00Z`);
  for (const [i, paper] of signed.entries()) {
    const isSettled = i < SETTLED;
    const plans = await plansOf(seeding, paper);
    const paid = plans.filter((plan) => isSettled || (late(plan) > 1 && random.chance(late(plan) > 45 ? 88 : 50)));
    for (const group of transfers(paid, i)) await receive(seeding, group, isSettled);
  }
  await seedLooseMoney(seeding, contracts);
  await closeSettled(seeding, signed);
}

async function plansOf({ ctx }: Seeding, { id }: AnyRecord): Promise<AnyRecord[]> {
  return await ctx.records.find("paymentPlan", { filter: { field: "contract", op: "eq", value: id }, sort: "dueOn", limit: 10 });
}

/** Most transfers are for one instalment; now and then a customer pays several at once. */
function transfers(plans: readonly AnyRecord[], i: number): AnyRecord[][] {
  return i % 6 === 5 && plans.length > 1 ? [[...plans]] : plans.map((plan) => [plan]);
}

async function receive(seeding: Seeding, plans: readonly AnyRecord[], isWhole: boolean): Promise<void> {
  const { random, calendar } = seeding;
  const latest = plans.at(-1)!;
  const dueAgo = calendar.daysSince(`${latest.dueOn}T12:00:00Z`);
  const receivedOn = calendar.date(-Math.max(1, dueAgo - random.between(-5, 25)));
  const isPart = !isWhole && plans.length === 1 && random.chance(10);
  const parts = plans.map(({ id, amount }) => ({ paymentPlanId: id, amount: isPart ? half(amount) : amount }));
  const amount = String(parts.reduce((sum, part) => sum + Number(part.amount) * 100, 0) / 100);
  const [receipt] = await create(seeding, "receipt", [
    {
      ...{ accountId: latest.accountId, ownerId: latest.ownerId, amount, receivedOn, ...BANK },
      ...{ bankReference: referenceOf(latest.id), status: "confirmed", confirmedOn: receivedOn },
      createdAt: `${receivedOn}T03:00:00.000Z`,
    },
  ]);
  await perform(seeding, "receipt", "allocate", receipt!, { parts });
}

async function seedLooseMoney(seeding: Seeding, contracts: readonly AnyRecord[]): Promise<void> {
  const { random, calendar } = seeding;
  const loose = (ago: number, amount: number) => ({ ...BANK, amount: String(amount), receivedOn: calendar.date(-ago) });
  const { accountId, ownerId } = contracts.at(-2)!;
  await create(seeding, "receipt", [
    { ...loose(1, 36_800), payer: "个人转账 王敏", ownerId, bankReference: "20261101730018" },
    { ...loose(2, 128_000), payer: "江南集团结算中心", ownerId, bankReference: "20261101730019" },
    { ...loose(4, 5_500), payer: "支付宝（中国）网络技术有限公司", ownerId, bankReference: "20261101730020" },
    { ...loose(1, 60_000), accountId, ownerId, bankReference: "20261101730021" },
    { ...loose(3, random.between(10, 40) * 1_000), accountId: contracts[0]!.accountId, ownerId, bankReference: "20261101730022" },
  ]);
  const [ahead] = await create(seeding, "receipt", [
    {
      ...loose(9, 20_000),
      accountId,
      ownerId,
      bankReference: "20261101730023",
      status: "confirmed",
      confirmedOn: calendar.date(-8),
    },
  ]);
  await perform(seeding, "receipt", "allocate", ahead!, { parts: [{ prepayment: true, amount: "20000" }] });
}

/** What has been paid in full is done; one customer has called it off. */
async function closeSettled(seeding: Seeding, signed: readonly AnyRecord[]): Promise<void> {
  const now = await Promise.all(signed.map(({ id }) => seeding.ctx.records.get("contract", id)));
  const settled = now.filter(({ status, outstanding }) => status === "active" && Number(outstanding) <= 0);
  for (const paper of settled) await perform(seeding, "contract", "complete", paper);
  const unlucky = now.filter((paper) => paper.status === "active" && !settled.includes(paper)).at(-6)!;
  await perform(seeding, "contract", "terminate", unlucky, { reason: "客户预算取消，双方协商终止" });
}

function half(amount: string): string {
  return (Math.round(Number(amount) * 50) / 100).toFixed(2);
}

function referenceOf(id: string): string {
  return `2026${id.replace(/\D/g, "").slice(-10)}`;
}
