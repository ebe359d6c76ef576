import type { Ctx } from "../ctx.ts";
import type { ModelObject } from "../model/model.ts";
import type { AnyRecord } from "../object.ts";
import { checkRules, loadRelated } from "./apply-rules.ts";
import { newDraft } from "./draft.ts";
import { findFacts } from "./find-facts.ts";

/** Asks what must hold even for records that are to go; the first that is refused keeps them all. */
export async function checkRemoval(ctx: Ctx, object: ModelObject, records: readonly AnyRecord[]): Promise<void> {
  const rules = object.checks.filter(({ onRemoval }) => onRemoval);
  if (rules.length === 0) return;
  const deletedAt = ctx.clock.now().toISOString();
  const drafts = records.map((record) => newDraft({}, record, { ...record, deletedAt }));
  const related = await loadRelated(ctx, object, drafts);
  await findFacts(ctx, object, drafts, related, { as: "engine" });
  checkRules(ctx, object, drafts, related, { as: "engine" }, rules);
  for (const { error } of drafts) if (error !== null) throw error;
}
