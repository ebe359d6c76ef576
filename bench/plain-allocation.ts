import sql, { type Sql } from "sql-template-tag";
import { tableOf } from "#engine/model/sql.ts";
import type { Stage } from "./stage.ts";

/** Money in the bank and the instalments it pays, each to the last cent. */
export type Paying = { receiptId: string; planIds: readonly string[] };

class Enough extends Error {}

/**
 * What hand-written SQL needs to leave the same rows as an allocation, knowing everything beforehand: an entry and two events for
 * each instalment, and the sums of instalments, contracts, receipt and customer. Everything but the commit: it is taken back.
 */
export async function allocatePlainly(stage: Stage, paying: Paying): Promise<void> {
  const done = stage.engine.database.transaction(async (tx) => {
    for (const statement of statements(stage, paying)) await tx.execute(statement);
    throw new Enough();
  });
  await done.catch((error: Error) => {
    if (!(error instanceof Enough)) throw error;
  });
}

function statements({ company }: Stage, { receiptId, planIds }: Paying): Sql[] {
  const [entry, plan, contract, receipt, account, event] = [
    ...["allocation", "payment_plan", "contract", "receipt", "account", "event"].map((name) => tableOf(company, name)),
  ] as [Sql, Sql, Sql, Sql, Sql, Sql];
  const paid = sql`id = any(${planIds}::uuid[])`;
  const contracts = sql`select contract_id from ${plan} where ${paid}`;
  // The entries' events name their instalments here: as many rows, and none has to be read back.
  const events = (name: string, object: string, changes: Sql) => sql`
    insert into ${event} (tx, at, name, object, record_id, actor_id, source, changes, data)
    select pg_current_xact_id(), now(), ${name}, ${object}, p.id, p.owner_id, 'api', ${changes}, '{}' from ${plan} p where ${paid}`;
  return [
    sql`select 1 from ${receipt} where id = ${receiptId}::uuid for no key update`,
    sql`select 1 from ${contract} where id in (${contracts}) order by id for no key update`,
    sql`select 1 from ${plan} where ${paid} order by id for no key update`,
    sql`
      insert into ${entry} (id, number, receipt_id, kind, account_id, contract_id, payment_plan_id, owner_id, owner_department_id,
        amount, amount_base, settled, settled_base, settled_currency, settled_rate, exchange_difference, exchange_difference_base,
        entry_date, currency, rate, created_at, created_by_id, updated_at, updated_by_id, version)
      select uuidv7(), 'P' || p.id, ${receiptId}::uuid, 'instalment', p.account_id, p.contract_id, p.id, p.owner_id, p.owner_department_id,
        p.amount, p.amount_base, p.amount, p.amount_base, p.currency, 1, 0, 0,
        current_date, p.currency, 1, now(), p.owner_id, now(), p.owner_id, 1 from ${plan} p where ${paid}`,
    events("allocation.created", "allocation", sql`'{}'`),
    events(
      "paymentPlan.updated",
      "paymentPlan",
      sql`jsonb_build_object('phase', jsonb_build_array(p.phase, 'received'), 'received', jsonb_build_array('0.00', p.amount),
        'outstanding', jsonb_build_array(p.amount, '0.00'), 'lastReceivedOn', jsonb_build_array(null, current_date))`,
    ),
    sql`
      update ${plan} set phase = 'received', received_sum = amount, received = amount, received_base = amount_base, outstanding = 0,
        outstanding_base = 0, last_received_on = current_date where ${paid}`,
    sql`
      update ${contract} set received_sum = amount, received = amount, received_base = amount_base, outstanding = 0, outstanding_base = 0
      where id in (${contracts})`,
    sql`update ${receipt} set used_sum = amount, allocated_sum = amount where id = ${receiptId}::uuid`,
    sql`
      update ${account} set received = received + r.amount_base, outstanding = outstanding - r.amount_base
      from ${receipt} r where r.id = ${receiptId}::uuid and r.account_id = ${account}.id`,
  ];
}
