import sql, { raw } from "sql-template-tag";
import type { Database, Transaction } from "#platform/database.ts";
import type { Company } from "../ctx.ts";
import { quoted } from "../model/sql.ts";

/**
 * Makes the outbox's partitions from this month to two months ahead. Facts that had to go to the default partition, because the
 * server stood still over the turn of a month, move to their own. Run at start and every day.
 */
export async function addEventPartitions(database: Database, company: Company, now: Date): Promise<void> {
  const months = [0, 1, 2].map((ahead) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + ahead, 1)));
  for (const month of months) await addEventPartition(database, company, month);
}

/** Makes the partition of one month, given as its first instant, unless it is there. */
export async function addEventPartition(database: Database, company: Company, month: Date): Promise<void> {
  const schema = quoted(company.schema);
  const name = `event_${month.toISOString().slice(0, 7).replace("-", "_")}`;
  const [known] = await database.query(sql`select to_regclass(${`${schema}.${quoted(name)}`}) is not null as known`);
  if (known?.known) return;
  const next = new Date(Date.UTC(month.getUTCFullYear(), month.getUTCMonth() + 1, 1));
  await database.transaction((tx) => attach(tx, schema, quoted(name), month.toISOString(), next.toISOString()));
}

async function attach(tx: Transaction, schema: string, name: string, from: string, to: string): Promise<void> {
  await tx.execute(raw(`lock table ${schema}.event in exclusive mode`));
  await tx.execute(raw(`create table if not exists ${schema}.${name} (like ${schema}.event including defaults)`));
  const moved = sql`delete from ${raw(`${schema}.event_default`)} where at >= ${from} and at < ${to} returning *`;
  await tx.execute(sql`with moved as (${moved}) insert into ${raw(`${schema}.${name}`)} select * from moved`);
  await tx.execute(
    raw(`alter table ${schema}.event attach partition ${schema}.${name} for values from ('${from}') to ('${to}')`),
  );
}
