import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after } from "node:test";
import { v7 } from "uuid";
import type { UserActor } from "#engine/ctx.ts";
import { createImport, type ImportJob, readImport, saveMapping, startImport } from "#engine/import/import-job.ts";
import { viewImport } from "#engine/import/import-view.ts";
import type { ImportMapping, ImportView } from "#engine/import/import-wire.ts";
import { runImport } from "#engine/import/run-import.ts";
import { diskFiles } from "#platform/files.ts";
import type { startToyCompany } from "./toy-company.ts";

type ToyCompany = Awaited<ReturnType<typeof startToyCompany>>;

/** Imports files into a toy company step by step, as the routes do; the test is the job queue. */
export function importsOf(company: ToyCompany) {
  const { engine } = company;
  const folder = mkdtempSync(join(tmpdir(), "kehai-import-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  engine.files = diskFiles(folder);
  engine.jobs = { add: async () => undefined };

  const upload = async (actor: UserActor, object: string, bytes: Buffer | string, name = "file.csv"): Promise<ImportJob> => {
    const key = v7();
    await engine.files.put(key, Readable.from([Buffer.from(bytes as string)]));
    return await createImport(await company.as(actor), company.model.objects.get(object)!, { name, key });
  };
  const map = (actor: UserActor, job: ImportJob, mapping: Partial<ImportMapping>) =>
    company.within(actor, (ctx) => saveMapping(ctx, job.id, { ...job.payload.mapping, ...mapping }));
  const start = (actor: UserActor, id: string, dry = false) => company.within(actor, (ctx) => startImport(ctx, id, { dry }));
  const view = async (actor: UserActor, id: string): Promise<ImportView> => {
    const ctx = await company.as(actor);
    return await viewImport(ctx, await readImport(ctx, id));
  };
  const run = async (actor: UserActor, id: string, dry = false): Promise<ImportView> => {
    await start(actor, id, dry);
    await runImport(engine, company.company, id);
    return await view(actor, id);
  };
  return {
    upload,
    map,
    start,
    view,
    run,
    /** All steps at once. */
    async importAll(
      actor: UserActor,
      object: string,
      bytes: Buffer | string,
      mapping: Partial<ImportMapping> = {},
    ): Promise<ImportView> {
      const job = await upload(actor, object, bytes);
      await map(actor, job, mapping);
      return await run(actor, job.id);
    },
  };
}
