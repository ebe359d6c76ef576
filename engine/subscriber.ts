import type { Ctx } from "./ctx.ts";

/** A fact from the outbox. `changes` holds `[before, after]` per field; `data` what the emitter added. */
export type KehaiEvent = {
  position: string;
  at: string;
  name: string;
  object: string;
  recordId: string;
  actorId: string | null;
  /** Job or system actor on whose way the person's write came. */
  via: string | null;
  /** web, mobile, api, import, job: where the write entered. */
  source: string;
  changes: Record<string, [unknown, unknown]>;
  data: Record<string, unknown>;
};

export type Subscriber = {
  name: string;
  /** Event names, or `object.*`, or `*`. */
  on: readonly string[];
  /** Runs after commit, in its own transaction, at least once: it must bear repetition. */
  run(event: KehaiEvent, ctx: Ctx): Promise<void>;
  rights: SystemRights;
};

export type Job = {
  name: string;
  /** Cron pattern in the company's zone. */
  schedule: string;
  /** Runs once per company and tick, idempotent. */
  run(ctx: Ctx): Promise<void>;
  rights: SystemRights;
};

/** Rights of a system actor, stated as data: object → verbs it may use on every record of the company. */
export type SystemRights = Readonly<Record<string, readonly string[]>>;

/** Reacts to facts after commit, fed from the outbox with its own cursor, retries and dead letters. */
export function defineSubscriber(subscriber: Subscriber): Subscriber {
  return subscriber;
}

/** A scheduled piece of work, run as the system actor of its name. */
export function defineJob(job: Job): Job {
  return job;
}
