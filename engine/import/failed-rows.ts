import type { Readable } from "node:stream";
import sql from "sql-template-tag";
import type { Ctx } from "../ctx.ts";
import type { OutCell } from "../export/csv-line.ts";
import { type OutFormat, writeTable } from "../export/write-table.ts";
import { wordsOf } from "../labels.ts";
import { tableOf } from "../model/sql.ts";
import { type ImportJob, objectOf } from "./import-job.ts";
import { packedRows } from "./packed-rows.ts";
import { problemText } from "./problem-text.ts";
import { readTable } from "./read-table.ts";
import type { RowNote } from "./row-results.ts";
import { importTargets } from "./targets.ts";

const BATCH = 500;

/** The rows that were not taken, as they were in the file, each with its reasons: corrected, the file can be imported again. */
export async function failedRows(ctx: Ctx, job: ImportJob, format: OutFormat): Promise<Readable> {
  const { header, rows } = await readTable(() => ctx.engine.files.get(job.payload.fileKey), job.payload.format);
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  const reasons = await reasonsOf(ctx, job, header);

  async function* failed(): AsyncGenerator<OutCell[][]> {
    let batch: OutCell[][] = [];
    for await (const { no, cells } of job.payload.format.kind === "xlsx" ? packedRows(rows) : rows) {
      const reason = reasons.get(no);
      if (reason === undefined) continue;
      batch.push([...header.map((_, i) => cells[i] ?? ""), no, reason]);
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    if (batch.length > 0) yield batch;
  }
  return writeTable(format, words("import.failed_rows"), [...header, words("import.row"), words("import.reason")], failed());
}

async function reasonsOf(ctx: Ctx, job: ImportJob, header: readonly string[]): Promise<Map<number, string>> {
  const targets = importTargets(ctx, objectOf(ctx, job));
  const rows = await ctx.db.query<{ no: number; note: RowNote }>(sql`
    select row_no as no, error as note from ${tableOf(ctx.company, "import_row")}
     where job_id = ${job.id} and error ? 'problems' order by row_no`);
  return new Map(
    rows.map(({ no, note }) => [
      no,
      (note.problems ?? [])
        .map((problem) => {
          const column = problem.column === null ? "" : `${header[problem.column] ?? ""}: `;
          return `${column}${problemText(ctx, problem, targets)}`;
        })
        .join("\n"),
    ]),
  );
}
