import type { ModelField } from "../model/model.ts";
import type { JsonSchema } from "../wire.ts";

/** What is wrong with a value, before anyone knows at which field. */
export type Problem = { code: string; params?: Record<string, unknown> };
export type Parsed = { value: unknown } | { problem: Problem };

/** What a value's meaning depends on besides its field. */
export type ParseFacts = {
  /** The record's type, where options depend on it. */
  recordType: string | null;
  /** The company's IANA zone, for times written without one. */
  zone: string;
  /** How dates in a file are written, found from its column: `YYYY-MM-DD`, `DD/MM/YYYY` … Absent: the ISO order. */
  dateFormat?: string;
};

/** How values of a field type enter and leave. One entry per type; everything else about types follows from these. */
export type FieldKind = {
  /** Normalises and checks a value of the API. Never called with null or undefined. */
  parse(value: unknown, field: ModelField, facts: ParseFacts): Parsed;
  /** The same for a cell of a file, trimmed and not empty. */
  parseText(text: string, field: ModelField, facts: ParseFacts): Parsed;
  /** JSON Schema of the value, for forms and the API document. */
  schema(field: ModelField): JsonSchema & Record<string, unknown>;
  /** Turns what the driver returns into the value records carry. Absent: as it is. */
  read?(value: any, field: ModelField): unknown;
};

/** A value as records carry it. */
export const ok = (value: unknown): Parsed => ({ value });
/** A value that is refused at its field; `code` is the key of its message. */
export const wrong = (code: string, params?: Record<string, unknown>): Parsed => ({
  problem: params === undefined ? { code } : { code, params },
});
