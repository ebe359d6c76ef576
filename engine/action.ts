import type { Static, TSchema } from "typebox";
import type { Ctx } from "./ctx.ts";
import type { AppError } from "./errors.ts";
import type { AnyRecord, ObjectDefinition, RecordOf } from "./object.ts";
import type { Refusal, RuleFacts } from "./rule.ts";
import type { Made } from "./wire.ts";

/**
 * What `blockedBy` may know: the rule facts of the record and who asks. Related records are read only where `blockedBy` names these as
 * its second parameter.
 */
export type ActionFacts<R> = RuleFacts<R> & { actorId: string | null };

export type Action = {
  object: string;
  name: string;
  /** Right on the record that the verb needs unless a role grants or refuses the verb by its own name. */
  requires: "read" | "update" | "delete" | "create";
  /** Right that concerns no record and is needed beside it, such as `invite`. */
  needs?: string;
  input: TSchema;
  /** Past tense for the event, where adding -d or -ed does not make it: `won`. */
  event?: string;
  /** How the button looks; `danger` asks for confirmation. */
  tone?: "primary" | "normal" | "danger";
  /** Stays out of buttons: reached by drag, by other actions or by programs. */
  hidden?: boolean;
  blockedBy?(record: AnyRecord, facts: ActionFacts<AnyRecord>): Refusal;
  /** For verbs that many reach for at once: why the record has just left the caller's sight; null when it never was in it. */
  missed?(id: string, ctx: Ctx): Promise<AppError | null>;
  run(record: AnyRecord, input: any, ctx: Ctx): Promise<AnyRecord | Record<string, unknown>>;
};

type ActionOptions<T extends ObjectDefinition, I extends TSchema> = Omit<Action, "object" | "input" | "blockedBy" | "run"> & {
  input: I;
  blockedBy?(record: RecordOf<T>, facts: ActionFacts<RecordOf<T>>): Refusal;
  run(record: RecordOf<T>, input: Static<I>, ctx: Ctx): Promise<AnyRecord | Record<string, unknown>>;
};

/**
 * A named verb on one record. `run` receives the record locked for update, works in one transaction and returns
 * the record as it stands (or a result of its own). `blockedBy` answers API, button and guard alike.
 */
export function defineAction<T extends ObjectDefinition, I extends TSchema>(object: T, options: ActionOptions<T, I>): Action {
  return { object: object.name, ...options } as unknown as Action;
}

/** What a verb answers that made another record. */
export function made({ name }: ObjectDefinition, { id }: { id: string }): Made {
  return { made: { object: name, id } };
}
