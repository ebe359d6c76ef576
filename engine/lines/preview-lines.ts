import type { Ctx } from "../ctx.ts";
import { AppError, invalid, notFound } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { type AnyRecord, MOST_LINES } from "../object.ts";
import { deriveFields, loadRelated } from "../records/apply-rules.ts";
import { type Draft, newDraft } from "../records/draft.ts";
import { findFacts } from "../records/find-facts.ts";
import { getRecord } from "../records/get-record.ts";
import { readInput, requireFields, setDefaults } from "../records/read-input.ts";
import { resolveReferences } from "../records/resolve-references.ts";
import { blankRecord } from "../records/rows.ts";
import { settleMoney, settleNumbers } from "../records/settle-money.ts";
import { type LineObject, lineObjectOf, loadLines } from "./load-lines.ts";
import { isListOfValues, type Values } from "./read-lines.ts";

/**
 * The lines of a document as its rules would have them, found prices and amounts included, while somebody still types:
 * nothing is checked, locked or kept. A line that lacks what rules rely on is null.
 */
export async function previewLines(
  ctx: Ctx,
  document: ModelObject,
  { id, lines, ...values }: Values,
): Promise<(AnyRecord | null)[]> {
  const line = lineObjectOf(ctx, document);
  if (line === null) throw notFound("lines");
  if (["create", "update"].every((verb) => ctx.access.scope(document, verb) === "none")) throw new AppError("forbidden");
  if (!isListOfValues(lines) || lines.length > MOST_LINES) throw invalid([{ field: "lines", code: "invalid.lines" }]);

  const holder = await documentAsStated(ctx, document, id, values);
  const drafts = await linesAsStated(ctx, line, holder, lines);
  const ready = drafts.filter(({ error, problems }) => error === null && problems.length === 0);
  // The document may not be stored yet, and may differ from what is.
  const related = await loadRelated(ctx, line, ready, new Map([[`${document.name} ${holder.id}`, holder]]));
  await findFacts(ctx, line, ready, related, {});
  deriveFields(ctx, line, ready, related, {});
  settleNumbers(line, ready);
  settleMoney(ctx, line, ready);
  return drafts.map((draft) => (ready.includes(draft) ? draft.record : null));
}

/** What is wrong or missing in it is told when it is kept. */
async function documentAsStated(ctx: Ctx, document: ModelObject, id: unknown, values: Values): Promise<AnyRecord> {
  const before = id === undefined ? null : await getRecord(ctx, document, String(id));
  const draft = newDraft(values, before, { ...(before ?? blankRecord(ctx, document)) });
  if (before === null) setDefaults(ctx, document, [draft]);
  readInput(ctx, document, [draft], {});
  await resolveReferences(ctx, document, [draft], {});
  settleMoney(ctx, document, [draft]);
  return draft.record;
}

async function linesAsStated(ctx: Ctx, line: LineObject, document: AnyRecord, stated: readonly Values[]): Promise<Draft[]> {
  const { key } = line.fields.get(line.lineOf.by)!;
  const stored = (await loadLines(ctx, line, [document.id], "visible")).get(document.id) ?? [];
  const drafts = stated.map(({ id, [key]: _, ...input }) => {
    const before = stored.find((record) => record.id === id) ?? null;
    return newDraft(input, before, { ...(before ?? blankRecord(ctx, line)) });
  });
  setDefaults(
    ctx,
    line,
    drafts.filter(({ before }) => before === null),
  );
  readInput(ctx, line, drafts, {});
  await resolveReferences(ctx, line, drafts, {});
  for (const { record } of drafts) record[key] = document.id;
  requireFields(line, drafts, "before rules");
  return drafts;
}
