import sql from "sql-template-tag";
import { inTransaction } from "../context.ts";
import type { Company, Ctx, Engine, UserActor } from "../ctx.ts";
import { tableOf } from "../model/sql.ts";
import { findReferences } from "./find-references.ts";
import type { ImportJob } from "./import-job.ts";
import type { ImportPlan } from "./import-plan.ts";
import type { CellProblem, Deferred } from "./read-rows.ts";
import { problemsOf, type RowResult } from "./write-rows.ts";

/** What is kept of a row beside its state, in `import_row.error`. */
export type RowNote = {
  problems?: CellProblem[];
  warnings?: { code: string; params?: Record<string, unknown> }[];
  deferred?: Deferred[];
  passedOver?: string;
};

/** Notes what became of rows, in the transaction that wrote their records. */
export async function saveRowResults(ctx: Ctx, jobId: string, results: readonly RowResult[]): Promise<void> {
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "import_row")} (job_id, row_no, state, record_id, error)
    select ${jobId}::uuid, r.no, r.state, r.record_id, r.note::jsonb
      from unnest(${results.map((row) => row.no)}::int[], ${results.map((row) => row.state)}::text[],
                  ${results.map((row) => row.recordId)}::uuid[], ${results.map(noteOf)}::text[]) as r(no, state, record_id, note)
    on conflict (job_id, row_no) do nothing`);
  await ctx.db.execute(sql`
    update ${tableOf(ctx.company, "bulk_job")} set done = done + ${results.length}, updated_at = now() where id = ${jobId}`);
}

function noteOf({ problems, warnings, deferred, passedOver, state }: RowResult): string | null {
  const note: RowNote = {
    ...(problems.length > 0 ? { problems } : {}),
    ...(warnings.length > 0 ? { warnings: warnings.map(({ code, params }) => ({ code, ...(params ? { params } : {}) })) } : {}),
    ...(deferred.length > 0 && state !== "failed" ? { deferred } : {}),
    ...(passedOver === undefined ? {} : { passedOver }),
  };
  return Object.keys(note).length === 0 ? null : JSON.stringify(note);
}

type Run = { engine: Engine; company: Company; actor: UserActor; job: ImportJob; plan: ImportPlan };
type DeferredRow = { rowNo: number; recordId: string; error: RowNote };

const CHUNK = 500;

/** References to records that came later in the same file, set when all of them are there. */
export async function settleDeferred(run: Run): Promise<void> {
  let after = 0;
  for (let rows = await deferredRows(run, after); rows.length > 0; rows = await deferredRows(run, after)) {
    const chunk = rows;
    await inTransaction(run.engine, run.company, run.actor, (ctx) => settleChunk(ctx, run, chunk));
    after = rows.at(-1)!.rowNo;
  }
}

async function deferredRows(run: Run, after: number): Promise<DeferredRow[]> {
  return await run.engine.database.query<DeferredRow>(sql`
    select row_no as "rowNo", record_id as "recordId", error from ${tableOf(run.company, "import_row")}
     where job_id = ${run.job.id} and row_no > ${after} and error ? 'deferred' and record_id is not null order by row_no limit ${CHUNK}`);
}

async function settleChunk(ctx: Ctx, { job, plan }: Run, rows: readonly DeferredRow[]): Promise<void> {
  const wanted = rows.flatMap((row) => row.error.deferred!.map((deferred) => ({ row, deferred })));
  const found = new Map<string, string>();
  for (const [lookup, some] of Map.groupBy(wanted, ({ deferred }) => deferred.lookup)) {
    const references = await findReferences(ctx, plan.object, lookup, [...new Set(some.map(({ deferred }) => deferred.text))]);
    for (const [text, reference] of references) if ("id" in reference) found.set(`${lookup} ${text}`, reference.id);
  }
  const changes = rows.flatMap((row) => {
    const set = row.error.deferred!.flatMap(({ key, lookup, text }) => {
      const id = found.get(`${lookup} ${text}`);
      return id === undefined ? [] : [[key, id] as const];
    });
    return set.length === 0 ? [] : [{ id: row.recordId, ...Object.fromEntries(set) }];
  });
  const outcomes = await ctx.records.updateMany(plan.object.name, changes, { migrating: plan.mapping.migrating, accept: "all" });
  const refused = new Map(outcomes.flatMap((outcome, i) => (outcome.ok ? [] : [[changes[i]!.id, outcome.error] as const])));

  for (const row of rows) {
    const { deferred = [], ...note } = row.error;
    const open = deferred
      .filter(({ lookup, text, path }) => !found.has(`${lookup} ${text}`) && otherwiseOf(plan, path) !== "empty")
      .map(
        ({ column, path, text }): CellProblem => ({
          ...{ column, path, code: "import.reference_missing" },
          ...{ params: { value: text, object: plan.object.name }, value: text },
        }),
      );
    const error = refused.get(row.recordId);
    const problems = [
      ...(note.problems ?? []),
      ...open,
      ...(error === undefined ? [] : problemsOf(plan, plan.object, error, {})),
    ];
    await ctx.db.execute(sql`
      update ${tableOf(ctx.company, "import_row")} set error = ${JSON.stringify({ ...note, ...(problems.length > 0 ? { problems } : {}) })}::jsonb
       where job_id = ${job.id} and row_no = ${row.rowNo}`);
  }
}

function otherwiseOf(plan: ImportPlan, path: string): string | undefined {
  return plan.cells.find((cell) => cell.mapping.path === path)?.mapping.otherwise;
}
