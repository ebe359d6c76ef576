import { decidesAccess, noteAccessChange } from "../access/known-access.ts";
import { adoptFiles } from "../collaboration/file/adopt-files.ts";
import type { Ctx } from "../ctx.ts";
import { writeDuplicateKeys } from "../duplicates/duplicate-keys.ts";
import { type NewEvent, writeEvents } from "../history/write-events.ts";
import type { ModelObject } from "../model/model.ts";
import type { How } from "../ownership/ownership.ts";
import { writeSpells } from "../ownership/write-spells.ts";
import { indexForSearch } from "../search/index-records.ts";
import { allDone } from "./all-done.ts";
import { changedKeys, type Draft, hasChanged } from "./draft.ts";
import { factKeys } from "./keys.ts";
import { heldKey } from "./read-input.ts";
import type { WriteOptions } from "./records.ts";

/** What every write leaves behind: ownership spells, the event, the search row, the duplicate keys. */
export async function leaveTraces(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  // Asked for together: the next trace is computed while the database writes the one before.
  await allDone([
    followOwners(ctx, object, drafts, options),
    adoptFiles(ctx, object, drafts),
    leaveEvents(ctx, object, drafts),
    indexForSearch(ctx, object, recordsWithChanged(drafts, searchedKeys(object))),
    writeDuplicateKeys(
      ctx,
      object,
      recordsWithChanged(
        drafts,
        (object.duplicates ?? []).flatMap((rule) => rule.fields),
      ),
      { areNew: drafts.every(({ before }) => before === null) },
    ),
  ]);
}

/** The compact difference of a draft: only facts, only what changed. */
export function changesOf(object: ModelObject, draft: Draft): Record<string, [unknown, unknown]> {
  const keys = changedKeys(draft, factKeys(object));
  return Object.fromEntries(keys.map((key) => [key, [draft.before?.[key] ?? null, draft.record[key] ?? null]]));
}

async function followOwners(ctx: Ctx, object: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  const key = heldKey(object);
  if (key === null) return;
  const handings = drafts
    .filter((draft) => hasChanged(draft, [key]))
    .map(({ before, record, stated }) => ({
      recordId: record.id,
      from: before?.[key] ?? null,
      to: record[key] ?? null,
      ...(options.migrating && before === null && stated.has("createdAt") ? { at: record.createdAt } : {}),
    }));
  if (handings.length === 0) return;
  const isNew = drafts[0]!.before === null;
  const gained = options.how ?? (options.migrating ? "imported" : isNew ? "created" : "assigned");
  const lost = options.how ?? "assigned";
  await writeSpells(ctx, object.name, handings, { gained: gained as How, lost: lost as How, ...options.because });
}

/** One event per record that was created or changed; `data` says more about why. */
export async function leaveEvents(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  data: Record<string, unknown> = {},
): Promise<void> {
  const events = drafts.map(
    (draft): NewEvent => ({
      name: `${object.name}.${draft.before === null ? "created" : "updated"}`,
      object: object.name,
      recordId: draft.record.id,
      changes: object.permanent ? {} : changesOf(object, draft),
      data,
    }),
  );
  if (events.length > 0 && decidesAccess(object.name)) noteAccessChange(ctx.db);
  await writeEvents(
    ctx,
    events.filter((event) => !joinsTheVerb(ctx, event)),
  );
}

/** While a verb runs, changes of its own record belong to the verb's event, which comes last. */
function joinsTheVerb({ performing }: Ctx, { object, recordId, changes = {} }: NewEvent): boolean {
  if (performing === undefined || performing.recordId !== recordId || performing.object !== object) return false;
  for (const [key, [before, after]] of Object.entries(changes)) {
    performing.changes[key] = [performing.changes[key] === undefined ? before : performing.changes[key][0], after];
  }
  return true;
}

function recordsWithChanged(drafts: readonly Draft[], keys: readonly string[]) {
  return drafts.filter((draft) => draft.before === null || hasChanged(draft, keys)).map(({ record }) => record);
}

function searchedKeys(object: ModelObject): string[] {
  return [object.title, ...(object.search || [])].map((name) => object.fields.get(name)?.key ?? name);
}
