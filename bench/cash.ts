import { randomUUID } from "node:crypto";
import sql from "sql-template-tag";
import { tableOf } from "#engine/model/sql.ts";
import type { WireRecord } from "#engine/wire.ts";
import { measureAging } from "./aging.ts";
import { ok } from "./client.ts";
import { type Spread, spread } from "./measure.ts";
import { allocatePlainly } from "./plain-allocation.ts";
import type { Stage } from "./stage.ts";
import { ms, note } from "./table.ts";

const RUNS = 60;
/** The first runs warm up; see `spread`. */
const DEBTS = RUNS * 1.1;
/** Its first thirty receipts a server takes half as long again for, until it has compiled what it does. */
const STRIDE = 30;
const CONTRACTS = 8;
const INSTALMENTS = 25;
const EACH = "100.00";

/** Money in the bank and the instalments it pays, each to the last cent, so that all that follows from a debt's end is measured. */
type Debt = { receipt: WireRecord; planIds: string[] };
type Way = { verb: string; input(debt: Debt): unknown };

const WAYS: Record<string, Way> = {
  "by hand": {
    verb: "allocate",
    input: ({ planIds }) => ({ parts: planIds.map((paymentPlanId) => ({ paymentPlanId, amount: EACH })) }),
  },
  "oldest due first": { verb: "match", input: () => ({}) },
};

/** Money: a receipt allocated over two hundred open instalments, and what customers owe by age. */
export async function measureCash(stage: Stage): Promise<void> {
  await measureAllocation(stage);
  await measureAging(stage);
}

/** The instalments are of eight contracts, said part by part and found automatically. */
async function measureAllocation(stage: Stage): Promise<void> {
  const plain = await measurePlainly(stage);
  for (const debt of await makeDebts(stage, STRIDE)) await pay(stage, WAYS["by hand"]!, debt);
  for (const [how, way] of Object.entries(WAYS)) {
    const debts = await makeDebts(stage, DEBTS);
    const taken = await spread(RUNS, (index) => pay(stage, way, debts[index]!));
    await checkPaid(stage, debts);
    note(
      `allocation over ${CONTRACTS * INSTALMENTS} open instalments, ${how}`,
      `p50 ${ms(taken.p50)}, p95 ${ms(taken.p95)}`,
      `p95 ≤ 60 ms (SQL p50 ${ms(plain.p50)}, p95 ${ms(plain.p95)} without commit)`,
      taken.p95 <= 60,
    );
  }
}

async function pay(stage: Stage, { verb, input }: Way, debt: Debt): Promise<void> {
  ok(await stage.as.boss.post(`/api/v1/receipts/${debt.receipt.id}/${verb}`, input(debt)));
}

/** What the same rows cost the database by themselves, in the same minutes. */
async function measurePlainly(stage: Stage): Promise<Spread> {
  const debts = await makeDebts(stage, DEBTS);
  return await spread(RUNS, async (index) => {
    const { receipt, planIds } = debts[index]!;
    await allocatePlainly(stage, { receiptId: receipt.id, planIds });
  });
}

async function makeDebts(stage: Stage, count: number): Promise<Debt[]> {
  const debts: Debt[] = [];
  while (debts.length < count) debts.push(await makeDebt(stage));
  return debts;
}

async function makeDebt(stage: Stage): Promise<Debt> {
  const { boss } = stage.as;
  const make = async (path: string, values: object): Promise<WireRecord> => ok(await boss.post(`/api/v1/${path}`, values));
  const customer = await make("accounts?accept=all", { name: `核销客户${randomUUID()}` });
  const planIds: string[] = [];
  for (let i = 0; i < CONTRACTS; i++) {
    const amount = String(Number(EACH) * INSTALMENTS);
    const contract = await make("contracts", { name: "核销合同", accountId: customer.id, amount });
    await make(`contracts/${contract.id}/plan`, { parts: INSTALMENTS, firstDueOn: "2026-01-31" });
    await make(`contracts/${contract.id}/activate`, {});
    const filter = { field: "contract", op: "eq", value: contract.id };
    const { items } = ok(await boss.post("/api/v1/payment-plans/query", { filter, fields: ["id"], limit: INSTALMENTS }));
    planIds.push(...items.map(({ id }: WireRecord) => id));
  }
  const receipt = await make("receipts", { accountId: customer.id, amount: String(Number(EACH) * planIds.length) });
  return { receipt: await make(`receipts/${receipt.id}/confirm`, {}), planIds };
}

/** Everything has been paid, by an entry of the ledger for each instalment. */
async function checkPaid(stage: Stage, debts: readonly Debt[]): Promise<void> {
  const planIds = debts.flatMap((debt) => debt.planIds);
  const [row] = await stage.engine.database.query<{ paid: number }>(sql`
    with entered as materialized (
      select payment_plan_id as id, sum(settled) as amount from ${tableOf(stage.company, "allocation")}
      where payment_plan_id = any(${planIds}::uuid[]) group by 1)
    select count(*) as paid from ${tableOf(stage.company, "payment_plan")} p join entered using (id)
    where p.phase = 'received' and p.outstanding = 0 and p.amount = entered.amount`);
  if (row!.paid !== planIds.length)
    throw new Error(`${planIds.length - row!.paid} of ${planIds.length} instalments are not paid`);
}
