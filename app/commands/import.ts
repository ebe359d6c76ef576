import { createReadStream, readFileSync } from "node:fs";
import { basename } from "node:path";
import { parseArgs } from "node:util";
import { inTransaction, reading } from "#engine/context.ts";
import type { Ctx, Engine } from "#engine/ctx.ts";
import { notFound } from "#engine/errors.ts";
import { createImport, readImport, saveMapping, startImport } from "#engine/import/import-job.ts";
import { viewImport } from "#engine/import/import-view.ts";
import type { ImportMapping, ImportView } from "#engine/import/import-wire.ts";
import { runImport } from "#engine/import/run-import.ts";
import type { ModelObject } from "#engine/model/model.ts";
import { newId } from "#platform/new-id.ts";
import { type Command, UsageError, withEngine } from "./command.ts";
import { personNamed } from "./person.ts";

export const importCommand: Command = {
  name: "import",
  usage: "OBJECT FILE --as LOGIN [--company SLUG] [--mapping FILE.json] [--dry-run]",
  summary: "bring an XLSX or CSV file in; without a mapping, columns are matched by their headers",

  async run(args) {
    const { positionals, values } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        as: { type: "string" },
        company: { type: "string" },
        mapping: { type: "string" },
        "dry-run": { type: "boolean", default: false },
      },
    });
    const [name, file] = positionals;
    if (!name || !file) throw new UsageError("which object, from which file?");
    const stated =
      values.mapping === undefined ? {} : (JSON.parse(readFileSync(values.mapping, "utf8")) as Partial<ImportMapping>);

    await withEngine(async (engine) => {
      const { company, actor } = await personNamed(engine, values.as, values.company);
      const key = newId();
      await engine.files.put(key, createReadStream(file));
      const ctx = await reading(engine, company, actor);
      const job = await createImport(ctx, objectNamed(ctx, name), { name: basename(file), key });
      await inTransaction(engine, company, actor, async (within) => {
        await saveMapping(within, job.id, { ...job.payload.mapping, ...stated });
        await startImport(within, job.id, { dry: values["dry-run"] });
      });
      await runImport(engine, company, job.id);
      report(await ended(engine, ctx, job.id));
    });
  },
};

export function objectNamed(ctx: Ctx, name: string): ModelObject {
  const object = ctx.model.objects.get(name) ?? ctx.model.byPath.get(name);
  if (object === undefined) throw notFound("object");
  return object;
}

/** A running server may have taken the job first; then it is its work that is waited for. */
async function ended(engine: Engine, ctx: Ctx, id: string): Promise<ImportView> {
  while (true) {
    const view = await viewImport(await reading(engine, ctx.company, ctx.actor), await readImport(ctx, id));
    if (view.state !== "waiting" && view.state !== "running") return view;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

function report({ state, result }: ImportView): void {
  const { created = 0, updated = 0, skipped = 0, failed = 0, problems = [] } = result ?? {};
  console.log(`${state}: ${created} created, ${updated} updated, ${skipped} skipped, ${failed} failed`);
  for (const { row, message, value } of problems) console.log(`  ${row}: ${message} ${value}`.trimEnd());
}
