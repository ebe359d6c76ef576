import type { Readable } from "node:stream";
import type { Ctx } from "../ctx.ts";
import { writeTable } from "../export/write-table.ts";
import { objectLabel, wordsOf } from "../labels.ts";
import type { ModelObject } from "../model/model.ts";
import { importTargets, wireTargets } from "./targets.ts";

/** An empty file with a column for every field people fill in, the required ones first. */
export function importTemplate(ctx: Ctx, object: ModelObject): Readable {
  const targets = importTargets(ctx, object);
  const shown = wireTargets(ctx, targets).filter(({ path, migration }) => {
    const { field, parent } = targets.get(path)!;
    return !migration && parent === null && !field.internal;
  });
  const columns = shown.sort((a, b) => Number(b.required) - Number(a.required));
  const words = wordsOf(ctx.engine.modules, ctx.actor.language);
  return writeTable(
    "xlsx",
    objectLabel(words, object),
    columns.map((target) => target.label),
    noRows(),
  );
}

async function* noRows(): AsyncGenerator<[]> {}
