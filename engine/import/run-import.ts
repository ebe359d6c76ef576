import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import type { JobHandler } from "#platform/jobs.ts";
import { companyBySlug } from "../company/company.ts";
import { inTransaction, reading } from "../context.ts";
import type { Company, Ctx, Engine, UserActor } from "../ctx.ts";
import { AppError } from "../errors.ts";
import { userActor } from "../identity/user-actor.ts";
import { quoted, tableOf } from "../model/sql.ts";
import { IMPORT_JOB, type ImportJob, loadImport, objectOf, queueImport } from "./import-job.ts";
import { type ImportPlan, planImport } from "./import-plan.ts";
import { packedRows } from "./packed-rows.ts";
import { type CellProblem, type ReferenceCache, type RowDraft, readRows } from "./read-rows.ts";
import { type OpenFile, readTable, type TableRow } from "./read-table.ts";
import { rememberMapping } from "./remembered-mapping.ts";
import { saveRowResults, settleDeferred } from "./row-results.ts";
import { type RowResult, RowsRefused, writeRows } from "./write-rows.ts";

const CHUNK = 500;
const MANY = 10_000;

type Run = {
  engine: Engine;
  company: Company;
  actor: UserActor;
  job: ImportJob;
  plan: ImportPlan;
  header: string[];
  cache: ReferenceCache;
};

/** The background job: goes on where an earlier attempt stopped, so that being killed costs time and doubles nothing. */
export function importJob(engine: Engine): JobHandler {
  return async ({ company: slug, id }) => {
    const company = await companyBySlug(engine.database, slug);
    if (company !== null) await runImport(engine, company, id);
  };
}

/** Queues again what a stopped server left half done. */
export async function resumeImports(engine: Engine, company: Company): Promise<void> {
  const waiting = await engine.database.query<{ id: string }>(sql`
    select id from ${tableOf(company, "bulk_job")} where kind = 'import' and state in ('waiting', 'running')`);
  for (const { id } of waiting) await queueImport({ engine, company, db: engine.database }, id);
}

/** Works an import off to its end, as the person who asked for it. */
export async function runImport(engine: Engine, company: Company, id: string): Promise<void> {
  const job = await loadImport(engine.database, company, id);
  if (job === null || (job.state !== "waiting" && job.state !== "running") || job.actorId === null) return;
  try {
    const actor = await userActor(engine, company, job.actorId, { source: "import", via: IMPORT_JOB });
    const ctx = await reading(engine, company, actor);
    const plan = planImport(ctx, objectOf(ctx, job), job.payload.mapping);
    await setState(engine, company, id, "running");
    const open: OpenFile = () => engine.files.get(job.payload.fileKey);
    const { header, rows } = await readTable(open, job.payload.format);
    const given = job.payload.format.kind === "xlsx" ? packedRows(rows) : rows;
    const run: Run = { engine, company, actor, job, plan, header, cache: new Map() };
    for await (const chunk of oneAhead(chunksAfter(given, await lastRow(engine.database, company, id)))) {
      if (!(await runChunk(run, chunk))) return;
    }
    await finish(run);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    await setState(engine, company, id, "failed", { code: error.code, params: error.details.params ?? {} });
  }
}

async function* chunksAfter(rows: AsyncIterable<TableRow>, last: number): AsyncGenerator<TableRow[]> {
  let chunk: TableRow[] = [];
  for await (const row of rows) {
    if (row.no <= last) continue;
    chunk.push(row);
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}

/** The next chunk is read from the file while the database writes this one. */
async function* oneAhead(chunks: AsyncGenerator<TableRow[]>): AsyncGenerator<TableRow[]> {
  let next = chunks.next();
  try {
    for (let chunk = await next; !chunk.done; chunk = await next) {
      next = chunks.next();
      // Whoever waits for it will hear of it.
      next.catch(() => undefined);
      yield chunk.value;
    }
  } finally {
    await chunks.return(undefined);
  }
}

class TakenBack extends Error {
  readonly results: RowResult[];

  constructor(results: RowResult[]) {
    super("dry run");
    this.results = results;
  }
}

/** One chunk, one transaction: its records and the note of what became of its rows. False when the import was stopped. */
async function runChunk(run: Run, rows: readonly TableRow[]): Promise<boolean> {
  const { engine, company, actor, job } = run;
  const refused = new Map<number, CellProblem[]>();
  while (true) {
    try {
      return await inTransaction(engine, company, actor, async (ctx) => {
        if (!(await isMyTurn(ctx, job, rows[0]!.no))) return false;
        const drafts = await readRows(ctx, run.plan, run.header, rows, run.cache);
        refuse(drafts, refused);
        const results = await writeRows(ctx, run.plan, drafts);
        if (job.payload.dry) throw new TakenBack(results);
        refuseUnaccepted(run.plan, results);
        await saveRowResults(ctx, job.id, results);
        return true;
      });
    } catch (error) {
      // References made in what was rolled back do not exist.
      run.cache.clear();
      if (error instanceof RowsRefused) for (const [no, problems] of error.refused) refused.set(no, problems);
      else if (error instanceof TakenBack) {
        return await inTransaction(engine, company, actor, async (ctx) => {
          if (!(await isMyTurn(ctx, job, rows[0]!.no))) return false;
          await saveRowResults(ctx, job.id, error.results);
          return true;
        });
      } else throw error;
    }
  }
}

function refuse(drafts: readonly RowDraft[], refused: ReadonlyMap<number, CellProblem[]>): void {
  for (const draft of drafts) draft.problems.push(...(refused.get(draft.no) ?? []));
}

/** Migration turns policies into warnings; the person has said which of them he accepts. */
function refuseUnaccepted(plan: ImportPlan, results: readonly RowResult[]): void {
  const { accept, duplicates } = plan.mapping;
  if (accept === "all") return;
  const accepted = new Set([...accept, ...(duplicates === "create" ? ["duplicate.found"] : [])]);
  const refused = new Map<number, CellProblem[]>();
  for (const { no, warnings } of results) {
    const open = warnings.filter((warning) => !accepted.has(warning.code));
    if (open.length === 0) continue;
    refused.set(
      no,
      open.map(({ code, field, params }) => ({
        column: null,
        path: field ?? null,
        code,
        ...(params ? { params } : {}),
        value: "",
      })),
    );
  }
  if (refused.size > 0) throw new RowsRefused(refused);
}

/** Holds the job's row: a second worker of the same import waits here, and then finds the chunk done. */
async function isMyTurn(ctx: Ctx, job: ImportJob, firstRow: number): Promise<boolean> {
  const [row] = await ctx.db.query<{ state: string }>(
    sql`select state from ${tableOf(ctx.company, "bulk_job")} where id = ${job.id} for update`,
  );
  // Asked after the lock is held: the statement that waited for it still sees what was before.
  return row?.state === "running" && (await lastRow(ctx.db, ctx.company, job.id)) < firstRow;
}

async function lastRow(db: Queryable, company: Company, id: string): Promise<number> {
  const [row] = await db.query<{ last: number | null }>(
    sql`select max(row_no) as last from ${tableOf(company, "import_row")} where job_id = ${id}`,
  );
  return row?.last ?? 0;
}

async function finish(run: Run): Promise<void> {
  const { engine, company, actor, job, plan } = run;
  if (!job.payload.dry) await settleDeferred(run);
  // Left to itself the planner learns of them a minute later, and until then walks them as if they were a handful.
  if (!job.payload.dry && job.total >= MANY)
    await engine.database.maintain(`analyze ${quoted(company.schema)}.${quoted(plan.object.table)}`);
  await inTransaction(engine, company, actor, async (ctx) => {
    if (!job.payload.dry) await rememberMapping(ctx, plan.object, run.header, plan.mapping);
    await ctx.db.execute(sql`
      update ${tableOf(company, "bulk_job")} set state = ${job.payload.dry ? "checked" : "done"}, updated_at = now()
       where id = ${job.id} and state = 'running'`);
  });
}

async function setState(engine: Engine, company: Company, id: string, state: string, result?: object): Promise<void> {
  await engine.database.execute(sql`
    update ${tableOf(company, "bulk_job")}
       set state = ${state}, result = coalesce(${result === undefined ? null : JSON.stringify(result)}::jsonb, result), updated_at = now()
     where id = ${id} and state in ('waiting', 'running')`);
}
