/** One thing wrong with one field; `message` is added in the caller's language at the edge. */
export type FieldProblem = { field: string; code: string; params?: Record<string, unknown>; message?: string };

export type ErrorDetails = {
  params?: Record<string, unknown>;
  errors?: FieldProblem[];
  /** Extra members of the problem document, e.g. the current record of a stale write. */
  with?: Record<string, unknown>;
};

/** The only error that is meant for the caller: `code` is stable and is its translation key. Anything else is a bug. */
export class AppError extends Error {
  readonly code: string;
  readonly details: ErrorDetails;

  constructor(code: string, details: ErrorDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return statusOf(this.code);
  }
}

/** First match wins; a code of an object (`opportunity.amount_missing`) is a refusal now: 409. */
const STATUS_BY_FAMILY: readonly (readonly [prefix: string, status: number])[] = [
  ["invalid.media_type", 415],
  ["invalid", 400],
  ["filter.", 400],
  ["query.", 400],
  ["import.", 400],
  ["signed_out", 401],
  ["forbidden", 403],
  ["not_found", 404],
  ["version.required", 428],
  ["too_large", 413],
  ["too_many", 429],
  ["unavailable", 503],
];

/** The HTTP status of a code; one that is in no family is a refusal now. */
export function statusOf(code: string): number {
  return STATUS_BY_FAMILY.find(([prefix]) => code.startsWith(prefix))?.[1] ?? 409;
}

/** Input that breaks field rules: one problem per field, answered as 400 with each at its field. */
export function invalid(errors: FieldProblem[]): AppError {
  return new AppError("invalid", { errors });
}

/** Answers 404: what does not exist and what the actor may not see are told alike. */
export function notFound(object = "record"): AppError {
  return new AppError("not_found", { params: { object } });
}
