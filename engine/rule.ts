import type { AnyRecord, ChoiceOption, ObjectDefinition, RecordOf } from "./object.ts";

/** What a rule may know besides the record. It reads no database: `reads` names the references loaded for it. */
export type RuleFacts<R> = {
  /** The record as stored, or null while it is being created. */
  before: R | null;
  /** UTC instant and the company's calendar date, from the one clock. */
  now: string;
  today: string;
  /** The company's own currency, in which mixed currencies add up. */
  currency: string;
  /** The chosen option of a choice field with its attributes, as the company has set it up. */
  option(field: string): ChoiceOption | null;
  /** The options of a choice field that the record's type offers, retired ones left out, in the company's order. */
  options(field: string): readonly ChoiceOption[];
  /** The record a reference points to, if the rule's `reads` names it; `quote.account` goes on from there. */
  related(path: string): AnyRecord | null;
  /** What a find of the object answered for this record; null where it was not needed or not asked. */
  found<T = unknown>(name: string): T | null;
  /** True when migration mode sets history: derivations keep what the file states. */
  migrating: boolean;
};

export type Refusal = null | string | { code: string; field?: string; params?: Record<string, unknown> };

export type DeriveRule = {
  kind: "derive";
  object: string;
  reads: readonly string[];
  run(record: AnyRecord, facts: RuleFacts<AnyRecord>): Record<string, unknown>;
};

export type CheckRule = {
  kind: "check";
  object: string;
  reads: readonly string[];
  /** `invariant` holds always; `policy` becomes a warning in migration mode. */
  strength: "policy" | "invariant";
  /** Asked before the record goes, too: it is then given with its `deletedAt`. */
  onRemoval: boolean;
  run(record: AnyRecord, facts: RuleFacts<AnyRecord>): Refusal;
};

export type FreezeRule = {
  kind: "freeze";
  object: string;
  reads: readonly string[];
  /** Fields people may still change. */
  leaves: readonly string[];
  run(record: AnyRecord, facts: RuleFacts<AnyRecord>): Refusal;
};

export type Rule = DeriveRule | CheckRule | FreezeRule;

/**
 * Computes fields before every write of the object and whenever its roll-ups change; returns only what it sets.
 * Pure: same record, same result.
 */
export function derive<T extends ObjectDefinition, const Derived extends Partial<RecordOf<T>>>(
  object: T,
  run: (record: RecordOf<T>, facts: RuleFacts<RecordOf<T>>) => Derived,
  options: { reads?: readonly string[] } = {},
): DeriveRule {
  return { kind: "derive", object: object.name, reads: options.reads ?? [], run: run as unknown as DeriveRule["run"] };
}

/** States what must hold after derivation; returns the code of what is wrong, at a field when it has one, or null. */
export function check<T extends ObjectDefinition>(
  object: T,
  run: (record: RecordOf<T>, facts: RuleFacts<RecordOf<T>>) => Refusal,
  options: { reads?: readonly string[]; strength?: "policy" | "invariant"; onRemoval?: boolean } = {},
): CheckRule {
  return {
    kind: "check",
    object: object.name,
    reads: options.reads ?? [],
    strength: options.strength ?? "policy",
    onRemoval: options.onRemoval ?? false,
    run: run as unknown as CheckRule["run"],
  };
}

/**
 * States why people no longer write, delete or restore a record by hand; verbs still do. A line asks the document it belongs to,
 * and then it is not added either. `leaves` names the fields that stay open.
 */
export function freeze<T extends ObjectDefinition>(
  object: T,
  run: (record: RecordOf<T>, facts: RuleFacts<RecordOf<T>>) => Refusal,
  options: { reads?: readonly string[]; leaves?: readonly string[] } = {},
): FreezeRule {
  return {
    kind: "freeze",
    object: object.name,
    reads: options.reads ?? [],
    leaves: options.leaves ?? [],
    run: run as unknown as FreezeRule["run"],
  };
}
