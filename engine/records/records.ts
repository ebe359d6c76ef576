import type { AnyRecord, ObjectDefinition, RecordOf } from "../object.ts";
import type { AggregateAnswer, AggregateQuery, CountAnswer, ListPage, ListQuery } from "../wire.ts";

export type Named = ObjectDefinition | string;
type RecordFor<T> = T extends ObjectDefinition ? RecordOf<T> : AnyRecord;

export type WriteOptions = {
  /** Required by the API for people's updates; the engine's own callers may leave it out. */
  version?: number;
  /** Lets a verb set fields that are `changedBy: "actions"`. Set by the action runner and by engine code only. */
  as?: "people" | "action" | "engine";
  migrating?: boolean;
  /** Codes of policy checks and duplicate warnings the person has accepted. */
  accept?: readonly string[] | "all";
  /** How an owner set by this write was gained. */
  how?: string;
  /** What the ownership spell remembers beside that. */
  because?: { reason?: string; poolId?: string };
};

/** One record's outcome in a bulk write, in the order given. */
export type Outcome =
  | { ok: true; record: AnyRecord; warnings: Warning[] }
  | { ok: false; error: import("../errors.ts").AppError };
export type Warning = { code: string; field?: string; params?: Record<string, unknown> };

/** Records as the actor of the context may use them. Results are internal records (keys per column); `http/` renders the wire form. */
export type Records = {
  /** Throws `not_found` for what the actor may not see. */
  get<T extends Named>(object: T, id: string): Promise<RecordFor<T>>;
  /** Like `get`, locked until the transaction ends. */
  lock<T extends Named>(object: T, id: string): Promise<RecordFor<T>>;
  /** Many at once, in the order in which everybody locks them. */
  lockAll<T extends Named>(object: T, ids: readonly string[]): Promise<RecordFor<T>[]>;
  /**
   * The record of an object that has a single one; null where there is none, or none the actor may see. Nobody changes it until the
   * transaction ends, though others may hold it too.
   */
  holdSingle<T extends Named>(object: T): Promise<RecordFor<T> | null>;
  find<T extends Named>(object: T, query: Pick<ListQuery, "filter" | "sort" | "limit">): Promise<RecordFor<T>[]>;
  list(object: Named, query: ListQuery): Promise<ListPage>;
  count(object: Named, query: Pick<ListQuery, "filter" | "q">): Promise<CountAnswer>;
  aggregate(object: Named, query: AggregateQuery): Promise<AggregateAnswer>;
  create<T extends Named>(object: T, values: Record<string, unknown>, options?: WriteOptions): Promise<RecordFor<T>>;
  /** Records that belong together: all of them or, when one is refused, none and its refusal. */
  createAll(object: Named, values: readonly Record<string, unknown>[], options?: WriteOptions): Promise<AnyRecord[]>;
  createMany(object: Named, values: readonly Record<string, unknown>[], options?: WriteOptions): Promise<Outcome[]>;
  update<T extends Named>(object: T, id: string, changes: Record<string, unknown>, options?: WriteOptions): Promise<RecordFor<T>>;
  updateMany(
    object: Named,
    changes: readonly ({ id: string } & Record<string, unknown>)[],
    options?: WriteOptions,
  ): Promise<Outcome[]>;
  remove(object: Named, id: string, options?: WriteOptions): Promise<{ deleteId: string }>;
  restore(object: Named, id: string): Promise<AnyRecord>;
  perform(
    object: Named,
    action: string,
    id: string,
    input: unknown,
    options?: WriteOptions,
  ): Promise<AnyRecord | Record<string, unknown>>;
};
