import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import { inTransaction } from "../context.ts";
import type { Actor, Company, Ctx, Engine } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { userActor } from "../identity/user-actor.ts";
import { tableOf } from "../model/sql.ts";
import type { AnyRecord, Filter } from "../object.ts";
import { endBulkJob, isWanted, queueBulkJob, startBulkJob } from "./bulk-job.ts";

export type ManyResult = { id: string; record: AnyRecord | Record<string, unknown> } | { id: string; error: AppError };

/** Beyond this, an action on many runs as a job. */
export const AT_ONCE = 200;
const MOST_TARGETS = 50_000;
const PAGE = 200;
const SHOWN_FAILURES = 200;
const LOOK_EVERY = 20;

/** The ids a bulk action is for: those named, or those a filter finds among what the actor may see. */
export async function targetsOf(
  ctx: Ctx,
  object: string,
  target: { ids?: readonly string[]; filter?: Filter },
): Promise<string[]> {
  if (target.ids) return [...new Set(target.ids)];
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ctx.records.list(object, { filter: target.filter, fields: ["id"], sort: "id", limit: PAGE, cursor });
    ids.push(...page.items.map((record) => record.id));
    if (ids.length > MOST_TARGETS) throw new AppError("query.too_many_records", { params: { max: MOST_TARGETS } });
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

/** Performs an action on each record in a transaction of its own: what is refused for one is done for the others. */
export async function actOnMany(
  engine: Engine,
  company: Company,
  actor: Actor,
  work: { object: string; action: string; ids: readonly string[]; input: unknown },
): Promise<ManyResult[]> {
  const results: ManyResult[] = [];
  for (const id of work.ids) results.push(await actOnOne(engine, company, actor, { ...work, id }));
  return results;
}

type One = { object: string; action: string; id: string; input: unknown };

async function actOnOne(
  engine: Engine,
  company: Company,
  actor: Actor,
  { object, action, id, input }: One,
  isMine: (ctx: Ctx) => Promise<boolean> = async () => true,
): Promise<ManyResult> {
  try {
    const record = await inTransaction(engine, company, actor, async (ctx) => {
      if (!(await isMine(ctx))) return {};
      return action === "delete" ? await ctx.records.remove(object, id) : await ctx.records.perform(object, action, id, input);
    });
    return { id, record };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { id, error };
  }
}

export const ACT_ON_MANY = "act-on-many";

/** Takes up what a killed process left: its jobs stay locked in the queue for hours. */
export async function resumeActOnMany(engine: Engine, company: Company): Promise<void> {
  const left = await engine.database.query<{ id: string }>(sql`
    select id from ${tableOf(company, "bulk_job")} where kind = ${ACT_ON_MANY} and state in ('waiting', 'running')`);
  for (const { id } of left) await queueBulkJob(engine, engine.database, company, { id, kind: ACT_ON_MANY });
}

/**
 * Works off a bulk action. Each record's outcome is noted in the transaction that acts on it, so that a job that is killed
 * goes on where it stood, and two workers on one job act on nothing twice.
 */
export async function runActOnMany(engine: Engine, payload: Record<string, any>): Promise<void> {
  const started = await startBulkJob(engine, payload);
  if (started === null) return;
  const { company, job } = started;
  const { object, action, ids, input } = job.payload as Omit<One, "id"> & { ids: string[] };
  const actor = await userActor(engine, company, job.actorId!, { source: "job", via: ACT_ON_MANY });

  for (let row = job.done; row < ids.length; row++) {
    if (row % LOOK_EVERY === 0 && !(await isWanted(engine, company, job.id))) break;
    const id = ids[row]!;
    const note = (db: Queryable, error: AppError | null) => noteOutcome(engine, db, company, { job: job.id, row, id, error });
    const outcome = await actOnOne(engine, company, actor, { object, action, id, input }, (ctx) => note(ctx.db, null));
    if ("error" in outcome) await note(engine.database, outcome.error);
  }
  await endBulkJob(engine, company, job.id, { state: "done", result: await summary(engine, company, job.id) });
}

/** False when the record was dealt with before; whoever comes second waits for the first to commit. */
async function noteOutcome(
  engine: Engine,
  db: Queryable,
  company: Company,
  outcome: { job: string; row: number; id: string; error: AppError | null },
): Promise<boolean> {
  const { job, row, id, error } = outcome;
  const said = error === null ? null : JSON.stringify({ code: error.code, params: error.details.params ?? {} });
  const noted = await db.execute(sql`
    insert into ${tableOf(company, "import_row")} (job_id, row_no, state, record_id, error)
    values (${job}, ${row}, ${error === null ? "done" : "failed"}, ${id}, ${said}::jsonb)
    on conflict (job_id, row_no) do nothing`);
  if (noted === 0) return false;
  await db.execute(sql`
    update ${tableOf(company, "bulk_job")} set done = done + 1, updated_at = ${engine.clock.now()} where id = ${job}`);
  return true;
}

async function summary(engine: Engine, company: Company, jobId: string): Promise<Record<string, unknown>> {
  const rows = tableOf(company, "import_row");
  const counts = await engine.database.query<{ state: string; count: number }>(sql`
    select state, count(*) from ${rows} where job_id = ${jobId} group by state`);
  const failures = await engine.database.query(sql`
    select record_id as id, error from ${rows} where job_id = ${jobId} and state = 'failed' order by row_no limit ${SHOWN_FAILURES}`);
  const countOf = (state: string) => counts.find((row) => row.state === state)?.count ?? 0;
  return { succeeded: countOf("done"), failed: countOf("failed"), failures };
}
