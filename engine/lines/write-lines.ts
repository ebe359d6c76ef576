import type { Ctx } from "../ctx.ts";
import { writeEvents } from "../history/write-events.ts";
import type { ModelObject } from "../model/model.ts";
import { loadRecords } from "../records/apply-rules.ts";
import { type Draft, hasChanged, type StatedLines } from "../records/draft.ts";
import { refuseIfFrozen } from "../records/frozen.ts";
import { factKeys } from "../records/keys.ts";
import type { WriteOptions } from "../records/records.ts";
import { removeTogether } from "../records/remove-record.ts";
import { updateRecords } from "../records/store.ts";
import { stamp, writeDrafts } from "../records/write-records.ts";
import { type LineObject, lineObjectOf } from "./load-lines.ts";
import { refusalOfLines } from "./read-lines.ts";

type Stating = Draft & { lines: StatedLines };

/**
 * Writes the lines stated with documents that have just been written, in the same transaction, by the rights to the document. A
 * refused line throws, so that the document does not stay without it. Lines not stated follow their document as its children do.
 */
export async function writeLines(
  ctx: Ctx,
  document: ModelObject,
  drafts: readonly Draft[],
  options: WriteOptions,
): Promise<void> {
  const line = lineObjectOf(ctx, document);
  if (line === null) return;
  const stating = drafts.filter((draft): draft is Stating => draft.lines !== null);
  await writeStated(ctx, line, stating, options);
  const touched = stating.filter((draft) => draft.before !== null && haveChanged(line, draft.lines));
  await touch(ctx, document, touched);

  await reread(
    ctx,
    document,
    drafts.filter((draft) => draft.lines !== null || (draft.before !== null && hasChanged(draft, factKeys(document)))),
  );
}

async function writeStated(
  ctx: Ctx,
  line: LineObject,
  stating: readonly Stating[],
  { as, migrating, accept }: WriteOptions,
): Promise<void> {
  const gone = stating.flatMap(({ lines }) => lines.gone);
  // Bounds on what several lines share see what is given up before what is taken.
  await refuseIfFrozen(ctx, line, gone, { as, migrating });
  if (gone.length > 0) await removeTogether(ctx, { object: line, records: gone });
  await writeDrafts(
    ctx,
    line,
    stating.flatMap(({ lines }) => lines.drafts),
    { as, migrating, accept },
  );
  for (const { lines, warnings } of stating) {
    refuseWith(lines.drafts);
    for (const [i, { warnings: found }] of lines.drafts.entries())
      warnings.push(...found.map((warning) => ({ ...warning, field: [`lines.${i}`, warning.field].filter(Boolean).join(".") })));
  }
}

function refuseWith(lines: readonly Draft[]): void {
  const refusal = refusalOfLines(lines);
  if (refusal !== null) throw refusal;
}

/** A document is another one with other lines, even where nothing else about it has changed. */
async function touch(ctx: Ctx, document: ModelObject, touched: readonly Stating[]): Promise<void> {
  const untold = touched.filter((draft) => !hasChanged(draft, factKeys(document)));
  if (untold.length > 0) {
    for (const { record, stated } of untold) stamp(ctx, record, stated, "updated");
    await updateRecords(ctx, document, untold, new Set(["version", "updatedAt", "updatedById"]));
  }
  await writeEvents(
    ctx,
    touched
      .filter(({ record }) => ctx.performing?.recordId !== record.id)
      .map(({ record, lines }) => ({
        name: `${document.name}.updated`,
        object: document.name,
        recordId: record.id,
        data: { lines: counted(lines) },
      })),
  );
}

function counted({ drafts, gone }: StatedLines): Record<string, number> {
  const added = drafts.filter(({ before }) => before === null).length;
  const changed = drafts.filter((draft) => draft.before !== null && draft.record.version !== draft.before.version).length;
  return { added, changed, removed: gone.length };
}

function haveChanged(line: LineObject, { drafts, gone }: StatedLines): boolean {
  return gone.length > 0 || drafts.some((draft) => draft.before === null || hasChanged(draft, factKeys(line)));
}

/** What the lines come to has been carried into the documents meanwhile. */
async function reread(ctx: Ctx, document: ModelObject, drafts: readonly Draft[]): Promise<void> {
  const ids = new Set(drafts.map(({ record }) => record.id));
  if (ids.size === 0) return;
  const stored = await loadRecords(ctx, new Map([[document.name, ids]]));
  for (const { record } of drafts) Object.assign(record, stored.get(`${document.name} ${record.id}`));
}
