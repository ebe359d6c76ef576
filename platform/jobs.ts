import type { Queryable } from "./database.ts";

/** Background work for schedules, files, sends and bulk. Payloads carry ids, never records. */
export type JobQueue = {
  /** Enqueues in the given transaction, so that the job exists if and only if the write does. Same `key`: one waiting job. */
  add(
    db: Queryable,
    name: string,
    payload: Record<string, unknown>,
    options?: { key?: string; runAt?: Date; queue?: string },
  ): Promise<void>;
};
