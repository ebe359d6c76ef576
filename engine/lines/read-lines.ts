import type { Ctx } from "../ctx.ts";
import { AppError, type FieldProblem } from "../errors.ts";
import type { ModelObject } from "../model/model.ts";
import { type AnyRecord, MOST_LINES } from "../object.ts";
import { type Draft, newDraft, type StatedLines } from "../records/draft.ts";
import { readInput, requireFields, setDefaults } from "../records/read-input.ts";
import type { WriteOptions } from "../records/records.ts";
import { blankRecord } from "../records/rows.ts";
import { type LineObject, lineObjectOf, loadLines } from "./load-lines.ts";

export type Values = Record<string, unknown>;

/**
 * Takes the lines out of what was stated about documents and reads them, so that what is wrong with a line is told together with
 * what is wrong with its document, at `lines.2.price`. A line with an id is one there is; those not stated are gone.
 */
export async function readLines(ctx: Ctx, document: ModelObject, drafts: readonly Draft[], options: WriteOptions): Promise<void> {
  const line = lineObjectOf(ctx, document);
  const stating = drafts.filter(({ input }) => line !== null && input.lines !== undefined);
  if (line === null || stating.length === 0) return;

  const known = stating.filter(({ before }) => before !== null).map(({ record }) => record.id);
  const stored = await loadLines(ctx, line, known, "locked");
  for (const draft of stating) {
    const { lines, ...input } = draft.input;
    draft.input = input;
    if (!isListOfValues(lines)) draft.problems.push({ field: "lines", code: "invalid.lines" });
    else if (lines.length > MOST_LINES)
      draft.problems.push({ field: "lines", code: "invalid.too_many_lines", params: { max: MOST_LINES } });
    else draft.lines = statedLines(ctx, line, draft.record, lines, stored.get(draft.record.id) ?? []);
  }
  const lines = stating.flatMap((draft) => draft.lines?.drafts ?? []);
  const fresh = lines.filter(({ before }) => before === null);
  setDefaults(ctx, line, fresh);
  readInput(ctx, line, lines, options);
  requireFields(line, lines, "before rules");
  for (const draft of stating) tellDocument(draft);
}

/** Whether what came as lines is a list of objects; what they say is read later. */
export function isListOfValues(lines: unknown): lines is Values[] {
  return Array.isArray(lines) && lines.every((each) => typeof each === "object" && each !== null && !Array.isArray(each));
}

function statedLines(
  ctx: Ctx,
  line: LineObject,
  document: AnyRecord,
  stated: readonly Values[],
  stored: readonly AnyRecord[],
): StatedLines {
  const left = new Map(stored.map((record) => [record.id, record]));
  const { key } = line.fields.get(line.lineOf.by)!;
  const drafts = stated.map(({ id, [key]: holder, ...input }, i) => {
    const before = left.get(id as string) ?? null;
    left.delete(id as string);
    const record = { ...(before ?? { ...blankRecord(ctx, line), [key]: document.id }), position: i + 1 } as AnyRecord;
    const draft = newDraft(input, before, record);
    draft.stated.add("position");
    if (before === null && id !== undefined) draft.problems.push({ field: "id", code: "invalid.reference" });
    if (holder !== undefined && holder !== document.id) draft.problems.push({ field: key, code: "invalid.not_by_people" });
    return draft;
  });
  return { drafts, gone: [...left.values()] };
}

/** Before the document is written: all of its own problems and those of its lines are told at once. */
function tellDocument(draft: Draft): void {
  const lines = draft.lines?.drafts ?? [];
  draft.error ??= refusalOfLines(lines);
  draft.problems.push(...lines.flatMap(({ problems }, i) => problems.map((problem) => atLine(i, problem))));
}

/** Why a document is refused for its lines: the first refusal's code, and every line's problems at their places. */
export function refusalOfLines(lines: readonly Draft[]): AppError | null {
  const first = lines.find(({ error }) => error !== null)?.error;
  if (!first) return null;
  const errors = lines.flatMap(({ error }, i) => (error === null ? [] : problemsOf(error).map((problem) => atLine(i, problem))));
  return new AppError(first.code, { ...first.details, errors });
}

function problemsOf({ code, details }: AppError): readonly FieldProblem[] {
  return details.errors ?? [{ field: "", code, ...(details.params ? { params: details.params } : {}) }];
}

function atLine(i: number, problem: FieldProblem): FieldProblem {
  return { ...problem, field: problem.field === "" ? `lines.${i}` : `lines.${i}.${problem.field}` };
}
