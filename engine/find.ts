import type { Ctx } from "./ctx.ts";
import type { AnyRecord, ObjectDefinition, RecordOf } from "./object.ts";
import type { RuleFacts } from "./rule.ts";
import type { SystemRights } from "./subscriber.ts";

/** A record on its way to be written, and what its rules know of it so far. */
export type Asking<R> = { record: R; facts: RuleFacts<R> };

/** A fact that rules need from other records: looked up once for a whole chunk, so that rules stay pure. */
export type Find = {
  object: string;
  name: string;
  reads: readonly string[];
  /** What is looked at, as nobody in particular: the answer does not depend on who writes. */
  rights: SystemRights;
  needs(record: AnyRecord, facts: RuleFacts<AnyRecord>): boolean;
  run(asking: readonly Asking<AnyRecord>[], ctx: Ctx): Promise<readonly unknown[]>;
};

type FindOptions<T extends ObjectDefinition> = Pick<Find, "name" | "rights"> & {
  reads?: readonly string[];
  needs(record: RecordOf<T>, facts: RuleFacts<RecordOf<T>>): boolean;
  run(asking: readonly Asking<RecordOf<T>>[], ctx: Ctx): Promise<readonly unknown[]>;
};

/** States a lookup before every write of the object: rules read its answer by `found(name)`, null where `needs` said no. */
export function defineFind<T extends ObjectDefinition>(object: T, options: FindOptions<T>): Find {
  return { object: object.name, reads: [], ...options } as unknown as Find;
}
