import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import { type Related, ruleFacts } from "./apply-rules.ts";
import { asSystem } from "./as-system.ts";
import type { Draft } from "./draft.ts";
import type { WriteOptions } from "./records.ts";

/** Looks up what the object's rules need to find in other records: once for the chunk, for those drafts that need it. */
export async function findFacts(
  ctx: Ctx,
  object: ModelObject,
  drafts: readonly Draft[],
  related: Related,
  options: WriteOptions,
): Promise<void> {
  for (const find of object.finds) {
    const inNeed = drafts
      .map((draft) => ({ draft, record: draft.record, facts: ruleFacts(ctx, object, draft, related, options) }))
      .filter(({ record, facts }) => find.needs(record, facts));
    if (inNeed.length === 0) continue;
    const answers = await find.run(inNeed, await asSystem(ctx, find.name, find.rights));
    for (const [i, { draft }] of inNeed.entries()) draft.found.set(find.name, answers[i]);
  }
}
