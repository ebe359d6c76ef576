import sql from "sql-template-tag";
import { inTransaction } from "../context.ts";
import type { Company, Ctx, Engine } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import type { KehaiEvent, Subscriber } from "../subscriber.ts";
import { actorOf } from "./run-subscribers.ts";
import { deadTable, EVENT_COLUMNS } from "./subscriptions.ts";

/** After this many tries an event stays parked until a person looks; its record waits, others do not. */
export const MOST_ATTEMPTS = 8;
const LONGEST_PAUSE_SECONDS = 3_600;

/** Tries parked events again that are due, those of one record in their order. */
export async function retryParked(engine: Engine, company: Company, subscriber: Subscriber): Promise<void> {
  for (;;) {
    const [due] = await engine.database.query<{ id: string }>(sql`
      select event_id::text as id from ${deadTable(company)}
      where subscriber = ${subscriber.name} and retry_at <= ${engine.clock.now()}::timestamptz order by event_id limit 1`);
    if (due === undefined || !(await retryOne(engine, company, subscriber, due.id))) return;
  }
}

/** False when another process is at it. */
async function retryOne(engine: Engine, company: Company, subscriber: Subscriber, id: string): Promise<boolean> {
  const dead = deadTable(company);
  try {
    return await inTransaction(engine, company, actorOf(company, subscriber), async (ctx) => {
      const mine = await ctx.db.execute(sql`
        delete from ${dead} where ctid in (
          select ctid from ${dead} where subscriber = ${subscriber.name} and event_id = ${id}::bigint for update skip locked)`);
      if (mine === 0) return false;
      const [event] = await ctx.db.query<KehaiEvent>(
        sql`select ${EVENT_COLUMNS} from ${tableOf(company, "event")} where event.id = ${id}::bigint`,
      );
      if (event === undefined) return true;
      await subscriber.run(event, ctx);
      await letNextFollow(ctx, subscriber, event);
      return true;
    });
  } catch (error) {
    await pause(engine, company, subscriber, id, error as Error);
    return true;
  }
}

async function letNextFollow({ db, company, clock }: Ctx, { name }: Subscriber, { object, recordId }: KehaiEvent): Promise<void> {
  const dead = deadTable(company);
  await db.execute(sql`
    update ${dead} set retry_at = ${clock.now()}::timestamptz where subscriber = ${name} and event_id = (
      select min(event_id) from ${dead} where subscriber = ${name} and object = ${object} and record_id = ${recordId}::uuid)`);
}

async function pause(engine: Engine, company: Company, { name }: Subscriber, id: string, error: Error): Promise<void> {
  engine.log.warn({ subscriber: name, position: id, reason: error.message }, "subscriber failed again");
  await engine.database.execute(sql`
    update ${deadTable(company)} set attempts = attempts + 1, error = ${error.message},
      retry_at = case when attempts + 1 < ${MOST_ATTEMPTS}
        then ${engine.clock.now()}::timestamptz + make_interval(secs => least(${LONGEST_PAUSE_SECONDS}, 5 * 4 ^ attempts)) end
    where subscriber = ${name} and event_id = ${id}::bigint`);
}
