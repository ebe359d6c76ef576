import type { Ctx } from "../ctx.ts";
import { findDuplicates } from "../duplicates/find-duplicates.ts";
import type { ModelObject } from "../model/model.ts";
import type { DuplicateHit } from "../wire.ts";
import { type Draft, hasChanged, refuse } from "./draft.ts";
import type { WriteOptions } from "./records.ts";

/** Holds records that look like others: a warning the person may accept, or a refusal, as the object's rules say. */
export async function checkDuplicates(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  options: WriteOptions,
): Promise<void> {
  const rules = object.duplicates ?? [];
  const keys = [...new Set(rules.flatMap((rule) => rule.fields))];
  const candidates = drafts.filter((draft) => hasChanged(draft, keys));
  if (rules.length === 0 || candidates.length === 0) return;

  const blocking = new Set(rules.filter((rule) => rule.onSave === "block").map((rule) => rule.name));
  const found = await findDuplicates(
    ctx,
    object,
    candidates.map(({ record }) => record),
    { saving: true },
  );
  for (const [i, draft] of candidates.entries()) {
    const hits = found[i]!.filter((hit) => hit.level === "same");
    const blocked = hits.filter((hit) => blocking.has(hit.rule));
    if (hits.length === 0 || options.as === "engine") continue;
    if (blocked.length > 0 && !options.migrating) refuseDuplicate(draft, "duplicate.blocked", blocked);
    else if (options.migrating || accepts(options, "duplicate.found"))
      draft.warnings.push({ code: "duplicate.found", params: { duplicates: hits } });
    else refuseDuplicate(draft, "duplicate.found", hits);
  }
}

function refuseDuplicate(draft: Draft, code: string, duplicates: DuplicateHit[]): void {
  refuse(draft, code, { params: { title: duplicates[0]!.title }, with: { duplicates } });
}

function accepts(options: WriteOptions, code: string): boolean {
  return options.accept === "all" || (options.accept?.includes(code) ?? false);
}
