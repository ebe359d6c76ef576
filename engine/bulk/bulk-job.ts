import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import { newId } from "#platform/new-id.ts";
import { companyBySlug } from "../company/company.ts";
import type { Company, Ctx, Engine } from "../ctx.ts";
import { notFound } from "../errors.ts";
import { tableOf } from "../model/sql.ts";
import type { JobView } from "../wire.ts";

export type BulkState = JobView["state"];
export type BulkJob<P = Record<string, any>> = JobView & { payload: P; actorId: string | null };

const COLUMNS = sql`id, kind, state, done, total, payload, result, actor_id as "actorId", created_at as "createdAt"`;

/** Long work of a person: a row that tells how far it is, and a job of the same kind in the queue, in one transaction. */
export async function addBulkJob(
  ctx: Ctx,
  kind: string,
  payload: Record<string, unknown>,
  total: number | null = null,
): Promise<BulkJob> {
  const id = newId();
  const now = ctx.clock.now();
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "bulk_job")} (id, kind, state, total, payload, actor_id, created_at, updated_at)
    values (${id}, ${kind}, 'waiting', ${total}, ${JSON.stringify(payload)}::jsonb, ${actorIdOf(ctx)}, ${now}, ${now})`);
  await queueBulkJob(ctx.engine, ctx.db, ctx.company, { id, kind });
  return (await findJob(ctx.db, ctx.company, id))!;
}

/** Hands a job's row to the workers, once the transaction of `db` is through; asked twice, it waits in the queue once. */
export async function queueBulkJob(
  engine: Engine,
  db: Queryable,
  company: Company,
  job: { id: string; kind: string },
): Promise<void> {
  await engine.jobs.add(db, job.kind, { company: company.slug, job: job.id }, { key: `${job.kind}:${job.id}` });
}

/** A job as the person who asked for it may see it; nobody else's jobs exist. */
export async function readBulkJob(ctx: Ctx, id: string): Promise<BulkJob> {
  const job = await findJob(ctx.db, ctx.company, id);
  if (!job || job.actorId !== actorIdOf(ctx)) throw notFound("job");
  return job;
}

/** Asks a job to stop; the worker looks between records. What is done stays done. */
export async function cancelBulkJob(ctx: Ctx, id: string): Promise<void> {
  await readBulkJob(ctx, id);
  await ctx.db.execute(sql`
    update ${tableOf(ctx.company, "bulk_job")} set state = 'cancelled', updated_at = ${ctx.clock.now()}
    where id = ${id} and state in ('waiting', 'running')`);
}

/** The job a worker was handed, or null when there is nothing left to do. */
export async function startBulkJob(
  engine: Engine,
  payload: Record<string, any>,
): Promise<{ company: Company; job: BulkJob } | null> {
  const company = await companyBySlug(engine.database, payload.company);
  if (company === null) return null;
  const started = await engine.database.execute(sql`
    update ${tableOf(company, "bulk_job")} set state = 'running', updated_at = ${engine.clock.now()}
    where id = ${payload.job} and state in ('waiting', 'running')`);
  if (started === 0) return null;
  return { company, job: (await findJob(engine.database, company, payload.job))! };
}

/** Whether the person still wants the job. */
export async function isWanted(engine: Engine, company: Company, id: string): Promise<boolean> {
  return (await findJob(engine.database, company, id))?.state === "running";
}

/** Ends a job with what came of it. */
export async function endBulkJob(
  engine: Engine,
  company: Company,
  id: string,
  end: { state: "done" | "failed"; result: Record<string, unknown> },
): Promise<void> {
  await engine.database.execute(sql`
    update ${tableOf(company, "bulk_job")}
    set state = case when state = 'cancelled' then state else ${end.state} end,
        result = ${JSON.stringify(end.result)}::jsonb, updated_at = ${engine.clock.now()}
    where id = ${id}`);
}

/** What the API tells of a job. */
export function jobView({ payload: _, actorId: __, ...view }: BulkJob): JobView {
  return view;
}

async function findJob(db: Ctx["db"], company: Company, id: string): Promise<BulkJob | null> {
  const [job] = await db.query<BulkJob>(sql`select ${COLUMNS} from ${tableOf(company, "bulk_job")} where id = ${id}`);
  return job ?? null;
}

function actorIdOf(ctx: Ctx): string | null {
  return ctx.actor.kind === "user" ? ctx.actor.userId : null;
}
