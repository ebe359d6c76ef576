import sql from "sql-template-tag";
import type { Queryable } from "#platform/database.ts";
import { newId } from "#platform/new-id.ts";
import type { Company, Ctx } from "../ctx.ts";
import { AppError, notFound } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { tableOf } from "../model/sql.ts";
import { planImport } from "./import-plan.ts";
import type { ImportColumn, ImportMapping, ImportState } from "./import-wire.ts";
import { profileTable } from "./profile.ts";
import { detectFormat, type OpenFile, readTable, type TableFormat } from "./read-table.ts";
import { recallMapping } from "./remembered-mapping.ts";
import { suggestMapping } from "./suggest-mapping.ts";
import { importTargets } from "./targets.ts";

/** What an import keeps between requests, in `bulk_job.payload`. */
export type ImportPayload = {
  object: string;
  fileName: string;
  fileKey: string;
  format: TableFormat;
  columns: ImportColumn[];
  sample: string[][];
  mapping: ImportMapping;
  dry: boolean;
};

export type ImportJob = {
  id: string;
  state: ImportState;
  done: number;
  total: number;
  payload: ImportPayload;
  result: Record<string, unknown> | null;
  /** Who asked: the job runs as this person, with the rights of the moment it runs. */
  actorId: string | null;
};

const BUSY: ReadonlySet<ImportState> = new Set(["waiting", "running"]);

/** Takes an uploaded file in: reads it through once and suggests a mapping. */
export async function createImport(
  ctx: Ctx,
  object: ModelObject,
  file: { name: string; key: string; sheet?: string },
): Promise<ImportJob> {
  requireImportRight(ctx, object);
  const open: OpenFile = () => ctx.engine.files.get(file.key);
  const format = await detectFormat(open, file.sheet);
  const { header, rows } = await readTable(open, format);
  if (header.length === 0) throw new AppError("import.file_empty");
  const profile = await profileTable(header, rows);
  const mapping =
    (await recallMapping(ctx, object, header)) ?? suggestMapping(ctx, object, profile.columns, importTargets(ctx, object));

  const { columns, sample } = profile;
  const payload: ImportPayload = {
    ...{ object: object.name, fileName: file.name.slice(0, 200), fileKey: file.key },
    ...{ format, columns, sample, mapping, dry: false },
  };
  const id = newId();
  await ctx.db.execute(sql`
    insert into ${tableOf(ctx.company, "bulk_job")} (id, kind, state, total, payload, actor_id)
    values (${id}, 'import', 'draft', ${profile.rows}, ${JSON.stringify(payload)}, ${ctx.access.userId})`);
  return await readImport(ctx, id);
}

/** The same file once more, for another object or another reading of its columns. */
export async function importAgain(ctx: Ctx, id: string, object: ModelObject, sheet?: string): Promise<ImportJob> {
  const { payload } = await readImport(ctx, id);
  return await createImport(ctx, object, { name: payload.fileName, key: payload.fileKey, ...(sheet ? { sheet } : {}) });
}

/** An import as it stands; another person's does not exist. */
export async function readImport(ctx: Ctx, id: string): Promise<ImportJob> {
  const job = await loadImport(ctx.db, ctx.company, id);
  // Whoever could change another's mapping would write with the other's rights.
  if (job === null || job.actorId !== ctx.access.userId) throw notFound("import");
  return job;
}

/** An import whoever asks, for the workers; a person's request goes through `readImport`. */
export async function loadImport(db: Queryable, company: Company, id: string): Promise<ImportJob | null> {
  const [row] = await db.query<ImportJob>(sql`
    select id, state, done, coalesce(total, 0) as total, payload, result, actor_id as "actorId"
      from ${tableOf(company, "bulk_job")} where id = ${id} and kind = 'import'`);
  return row ?? null;
}

/** Keeps the mapping as far as the person has got; whether it is complete is asked when it is run. */
export async function saveMapping(ctx: Ctx, id: string, mapping: ImportMapping): Promise<ImportJob> {
  const job = await readImport(ctx, id);
  if (BUSY.has(job.state) || job.state === "done") throw new AppError("import_job.already_started");
  await ctx.db.execute(sql`
    update ${tableOf(ctx.company, "bulk_job")}
       set payload = jsonb_set(payload, '{mapping}', ${JSON.stringify(mapping)}::jsonb), state = 'draft', result = null, updated_at = now()
     where id = ${id}`);
  return await readImport(ctx, id);
}

/** Queues the import; `dry` writes every chunk and takes it back. Runs within a transaction. */
export async function startImport(ctx: Ctx, id: string, options: { dry: boolean }): Promise<ImportJob> {
  const job = await readImport(ctx, id);
  const object = objectOf(ctx, job);
  requireImportRight(ctx, object);
  if (job.payload.mapping.migrating && !ctx.access.may("migrate")) throw new AppError("forbidden.migrate");
  planImport(ctx, object, job.payload.mapping);

  const rows = tableOf(ctx.company, "import_row");
  // What a dry run said is over; what a real run has written stays, so that going on doubles nothing.
  if (job.payload.dry) await ctx.db.execute(sql`delete from ${rows} where job_id = ${id}`);
  const [kept] = await ctx.db.query<{ count: number }>(sql`select count(*) from ${rows} where job_id = ${id}`);
  const started = await ctx.db.execute(sql`
    update ${tableOf(ctx.company, "bulk_job")}
       set state = 'waiting', done = ${kept!.count}, result = null, updated_at = now(),
           payload = payload || ${JSON.stringify({ dry: options.dry })}::jsonb
     where id = ${id} and state in ('draft', 'checked', 'failed', 'cancelled')`);
  if (started === 0 || (options.dry && kept!.count > 0)) throw new AppError("import_job.already_started");
  await queueImport(ctx, id);
  return await readImport(ctx, id);
}

/** Stops an import where it stands: what it has written stays, and one that is through is left as it is. */
export async function cancelImport(ctx: Ctx, id: string): Promise<ImportJob> {
  await readImport(ctx, id);
  await ctx.db.execute(sql`
    update ${tableOf(ctx.company, "bulk_job")} set state = 'cancelled', updated_at = now()
     where id = ${id} and state in ('draft', 'waiting', 'running', 'checked')`);
  return await readImport(ctx, id);
}

export const IMPORT_JOB = "import";

/** Hands an import to the workers, once the transaction is through; asked twice, it waits in the queue once. */
export async function queueImport(ctx: Pick<Ctx, "engine" | "db" | "company">, id: string): Promise<void> {
  await ctx.engine.jobs.add(ctx.db, IMPORT_JOB, { company: ctx.company.slug, id }, { key: `import:${id}` });
}

/** The object an import writes; not found when it has been taken away since. */
export function objectOf(ctx: Pick<Ctx, "model">, job: ImportJob): ModelObject {
  const object = ctx.model.objects.get(job.payload.object);
  if (object === undefined) throw notFound("object");
  return object;
}

function requireImportRight(ctx: Ctx, object: ModelObject): void {
  if (ctx.access.scope(object, "read") === "none") throw notFound("object");
  if (object.readOnly || object.single || ctx.access.scope(object, "import") === "none") throw new AppError("forbidden");
}
