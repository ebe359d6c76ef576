import sql from "sql-template-tag";
import { inTransaction } from "../context.ts";
import type { Company, Ctx, Engine, SystemActor } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import type { KehaiEvent, Subscriber } from "../subscriber.ts";
import { retryParked } from "./retry-parked.ts";
import { settledPosition } from "./settled-position.ts";
import { cursorTable, deadTable, EVENT_COLUMNS, wanted } from "./subscriptions.ts";

const BATCH = 200;
const FIRST_RETRY_SECONDS = 5;

/** Feeds every subscriber of a company what it has not had yet, and tries again what failed. Safe in several processes at once. */
export async function runSubscribers(engine: Engine, company: Company): Promise<void> {
  const subscribers = engine.modules.flatMap((module) => module.subscribers ?? []);
  if (subscribers.length === 0) return;
  const settled = await settledPosition(engine, company);
  for (const subscriber of subscribers) {
    await catchUp(engine, company, subscriber, settled);
    await retryParked(engine, company, subscriber);
  }
}

async function catchUp(engine: Engine, company: Company, subscriber: Subscriber, settled: number): Promise<void> {
  let position = await cursorOf(engine, company, subscriber, settled);
  while (position < settled) {
    const events = await engine.database.query<KehaiEvent>(sql`
      select ${EVENT_COLUMNS} from ${tableOf(company, "event")}
      where id > ${position}::bigint and id <= ${settled}::bigint and ${wanted(subscriber)} order by event.id limit ${BATCH}`);
    for (const event of events) {
      if ((await deliver(engine, company, subscriber, event)) === "elsewhere") return;
    }
    const last = events.length < BATCH ? settled : Number(events.at(-1)!.position);
    await engine.database.execute(sql`
      update ${cursorTable(company)} set position = ${last}::bigint, updated_at = now()
      where subscriber = ${subscriber.name} and position < ${last}::bigint`);
    position = last;
  }
}

/** Where the subscriber stands. One that is new hears what happens from here on; a company that is new is told from its start. */
async function cursorOf(engine: Engine, company: Company, { name }: Subscriber, settled: number): Promise<number> {
  const read = sql`select position from ${cursorTable(company)} where subscriber = ${name}`;
  const [known] = await engine.database.query<{ position: number }>(read);
  if (known) return known.position;
  await engine.database.execute(sql`
    insert into ${cursorTable(company)} (subscriber, position)
    select ${name}, case when created_at > now() - interval '1 hour' then 0 else ${settled}::bigint end
    from kehai.company where id = ${company.id} on conflict do nothing`);
  const [made] = await engine.database.query<{ position: number }>(read);
  return made!.position;
}

/**
 * One event to one subscriber. The cursor moves in the subscriber's own transaction, so what it writes happens once. An event
 * that fails is parked, and with it all later ones of its record; everybody else goes on.
 */
async function deliver(
  engine: Engine,
  company: Company,
  subscriber: Subscriber,
  event: KehaiEvent,
): Promise<"done" | "elsewhere"> {
  try {
    return await inTransaction(engine, company, actorOf(company, subscriber), async (ctx) => {
      const isMine = await moveCursor(ctx, subscriber, event);
      if (!isMine) return "elsewhere";
      if (!(await waitsBehindParked(ctx, subscriber, event))) await subscriber.run(event, ctx);
      return "done";
    });
  } catch (error) {
    await park(engine, company, subscriber, event, error as Error);
    return "done";
  }
}

/** False when another process has the cursor, or has been here already. */
async function moveCursor({ db, company }: Ctx, { name }: Subscriber, { position }: KehaiEvent): Promise<boolean> {
  const moved = await db.execute(sql`
    with mine as (
      select subscriber from ${cursorTable(company)} where subscriber = ${name} and position < ${position}::bigint for update skip locked)
    update ${cursorTable(company)} c set position = ${position}::bigint, updated_at = now() from mine where c.subscriber = mine.subscriber`);
  return moved === 1;
}

async function waitsBehindParked({ db, company }: Ctx, { name }: Subscriber, event: KehaiEvent): Promise<boolean> {
  const parked = await db.execute(sql`
    insert into ${deadTable(company)} (subscriber, event_id, object, record_id, error, attempts)
    select ${name}, ${event.position}::bigint, ${event.object}, ${event.recordId}::uuid, 'waits', 0
    where exists (
      select 1 from ${deadTable(company)} d
      where d.subscriber = ${name} and d.object = ${event.object} and d.record_id = ${event.recordId}::uuid)`);
  return parked > 0;
}

async function park(engine: Engine, company: Company, { name }: Subscriber, event: KehaiEvent, error: Error): Promise<void> {
  engine.log.warn({ subscriber: name, event: event.name, position: event.position, reason: error.message }, "subscriber failed");
  await engine.database.transaction(async (tx) => {
    await tx.execute(sql`
      insert into ${deadTable(company)} (subscriber, event_id, object, record_id, error, attempts, retry_at)
      values (${name}, ${event.position}::bigint, ${event.object}, ${event.recordId}::uuid, ${error.message}, 1,
        ${engine.clock.now()}::timestamptz + make_interval(secs => ${FIRST_RETRY_SECONDS}))
      on conflict do nothing`);
    await tx.execute(sql`
      update ${cursorTable(company)} set position = ${event.position}::bigint
      where subscriber = ${name} and position < ${event.position}::bigint`);
  });
}

/** Subscribers act as themselves, with the rights they state. */
export function actorOf(company: Company, { name, rights }: Subscriber): SystemActor {
  return { kind: "system", name, rights, source: "job", language: company.language };
}
