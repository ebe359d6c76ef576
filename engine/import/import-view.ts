import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import { wordsOf } from "../labels.ts";
import { tableOf } from "../model/sql.ts";
import { type ImportJob, objectOf } from "./import-job.ts";
import type { ImportProblem, ImportResult, ImportView } from "./import-wire.ts";
import { problemText } from "./problem-text.ts";
import type { RowNote } from "./row-results.ts";
import { importTargets, type Target, wireTargets } from "./targets.ts";

const MOST_PROBLEMS = 100;
const MOST_UNRESOLVED = 500;
/** Codes that say a cell stands for nothing known; the wizard asks what it means. */
const UNRESOLVED = new Set(["import.reference_missing", "import.reference_ambiguous", "invalid.option"]);

/** An import as the wizard shows it. */
export async function viewImport(ctx: Ctx, job: ImportJob): Promise<ImportView> {
  const object = objectOf(ctx, job);
  const { payload } = job;
  const targets = importTargets(ctx, object);
  return {
    id: job.id,
    object: object.name,
    fileName: payload.fileName,
    state: job.state,
    dry: payload.dry,
    done: job.done,
    total: job.total,
    format: payload.format,
    columns: payload.columns,
    sample: payload.sample,
    targets: wireTargets(ctx, targets),
    mapping: payload.mapping,
    result: job.state === "draft" ? null : await resultOf(ctx, job, targets),
  };
}

async function resultOf(ctx: Ctx, job: ImportJob, targets: ReadonlyMap<string, Target>): Promise<ImportResult> {
  const rows = tableOf(ctx.company, "import_row");
  const counts = await ctx.db.query<{ state: string; count: number; warned: number }>(sql`
    select state, count(*) as count, count(*) filter (where error ? 'warnings' and state <> 'failed') as warned
      from ${rows} where job_id = ${job.id} group by state`);
  const countOf = (state: string) => counts.find((row) => row.state === state)?.count ?? 0;
  return {
    created: countOf("created"),
    updated: countOf("updated"),
    skipped: countOf("skipped"),
    failed: countOf("failed"),
    warned: counts.reduce((sum, row) => sum + row.warned, 0),
    warnings: await warningsOf(ctx, job),
    passedOver: await passedOverOf(ctx, job),
    problems: await problemsOf(ctx, job, targets),
    unresolved: await unresolvedOf(ctx, job),
  };
}

async function warningsOf(ctx: Ctx, job: ImportJob): Promise<ImportResult["warnings"]> {
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  const rows = await ctx.db.query<{ code: string; params: Record<string, unknown> | null; count: number }>(sql`
    select w.value ->> 'code' as code, (array_agg(w.value -> 'params'))[1] as params, count(*) as count
      from ${tableOf(ctx.company, "import_row")} r, jsonb_array_elements(r.error -> 'warnings') w
     where r.job_id = ${job.id} and r.error ? 'warnings' group by 1 order by 3 desc`);
  return rows.map(({ code, params, count }) => ({ code, message: words(code, params ?? {}), count }));
}

async function passedOverOf(ctx: Ctx, job: ImportJob): Promise<ImportResult["passedOver"]> {
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  const rows = await ctx.db.query<{ code: string; count: number }>(sql`
    select error ->> 'passedOver' as code, count(*) as count from ${tableOf(ctx.company, "import_row")}
     where job_id = ${job.id} and error ? 'passedOver' group by 1 order by 2 desc`);
  return rows.map(({ code, count }) => ({ code, message: words(code), count }));
}

async function problemsOf(ctx: Ctx, job: ImportJob, targets: ReadonlyMap<string, Target>): Promise<ImportProblem[]> {
  const rows = await ctx.db.query<{ row: number; note: RowNote }>(sql`
    select row_no as row, error as note from ${tableOf(ctx.company, "import_row")}
     where job_id = ${job.id} and error ? 'problems' order by row_no limit ${MOST_PROBLEMS}`);
  return rows.flatMap(({ row, note }) =>
    (note.problems ?? []).map((problem) => ({
      row,
      column: problem.column,
      path: problem.path,
      code: problem.code,
      message: problemText(ctx, problem, targets),
      value: problem.value,
    })),
  );
}

async function unresolvedOf(ctx: Ctx, job: ImportJob): Promise<ImportResult["unresolved"]> {
  return await ctx.db.query(sql`
    select (p.value ->> 'column')::int as column, p.value ->> 'path' as path, p.value ->> 'value' as value, count(*) as count
      from ${tableOf(ctx.company, "import_row")} r, jsonb_array_elements(r.error -> 'problems') p
     where r.job_id = ${job.id} and r.error ? 'problems'
       and p.value ->> 'code' = any(${[...UNRESOLVED]}::text[]) and p.value ->> 'column' is not null
     group by 1, 2, 3 order by 1, 4 desc limit ${MOST_UNRESOLVED}`);
}
