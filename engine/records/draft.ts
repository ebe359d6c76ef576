import { AppError, type FieldProblem, invalid } from "../errors.ts";
import type { AnyRecord } from "../object.ts";
import type { Warning } from "./records.ts";

/** One record on its way through the write: what was asked, what stood before, what will stand after. */
export type Draft = {
  input: Readonly<Record<string, unknown>>;
  before: AnyRecord | null;
  record: AnyRecord;
  /** Keys the input sets, after parsing. */
  stated: Set<string>;
  /** The lines stated with a document; null when they stay as they are. */
  lines: StatedLines | null;
  problems: FieldProblem[];
  warnings: Warning[];
  /** Answers of the object's finds, by name. */
  found: Map<string, unknown>;
  /** Why this record is refused; the others of the chunk go on without it. */
  error: AppError | null;
};

/** A draft for each line in the order stated, and the stored lines that are no longer among them. */
export type StatedLines = { drafts: readonly Draft[]; gone: readonly AnyRecord[] };

/** A write that has just begun: `before` is null for a new record, and `record` is what the stages change. */
export function newDraft(input: Readonly<Record<string, unknown>>, before: AnyRecord | null, record: AnyRecord): Draft {
  return { input, before, record, stated: new Set(), lines: null, problems: [], warnings: [], found: new Map(), error: null };
}

/** The drafts that nothing was said against so far. */
export function alive(drafts: readonly Draft[]): Draft[] {
  return drafts.filter((draft) => draft.error === null);
}

/** Ends a stage: drafts with field problems are refused with all of them at once. */
export function refuseProblems(drafts: readonly Draft[]): void {
  for (const draft of drafts) {
    if (draft.error === null && draft.problems.length > 0) draft.error = invalid(draft.problems);
  }
}

/** Ends a draft; the first refusal stands. */
export function refuse(draft: Draft, code: string, details: ConstructorParameters<typeof AppError>[1] = {}): void {
  draft.error ??= new AppError(code, details);
}

/** Keys whose value differs from what is stored; all that are not empty, for a new record. */
export function changedKeys({ before, record }: Changing, keys: readonly string[]): string[] {
  const changed: string[] = [];
  for (const key of keys) if (!same(before?.[key] ?? null, record[key] ?? null)) changed.push(key);
  return changed;
}

/** Whether any of the keys has another value than is stored. */
export function hasChanged({ before, record }: Changing, keys: readonly string[]): boolean {
  for (const key of keys) if (!same(before?.[key] ?? null, record[key] ?? null)) return true;
  return false;
}

type Changing = Pick<Draft, "before" | "record">;

/** Whether two values are one: lists and objects by what they hold, whatever the order of their keys. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  return canonical(a) === canonical(b);
}

/** jsonb does not keep the order of keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
